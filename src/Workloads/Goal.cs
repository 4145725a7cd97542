namespace Experiments.Workloads;

/// <summary>The direction in which the objective improves.</summary>
public enum Goal
{
    /// <summary>Smaller is better.</summary>
    Minimize,

    /// <summary>Larger is better.</summary>
    Maximize,
}
