namespace Experiments.Workloads;

/// <summary>Which way the objective is better.</summary>
public enum Goal
{
    /// <summary>Smaller is better.</summary>
    Minimize,

    /// <summary>Larger is better.</summary>
    Maximize,
}
