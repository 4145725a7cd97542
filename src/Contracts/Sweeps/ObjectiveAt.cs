namespace Experiments.Contracts.Sweeps;

/// <summary>Which of the values that a trial reports of the metric is its objective.</summary>
public enum ObjectiveAt
{
    /// <summary>The last one.</summary>
    Last,

    /// <summary>The best finite one so far, or the last one if no value was finite.</summary>
    Best,
}
