namespace Experiments.Storage.Model;

/// <summary>A point of a curve, as stored.</summary>
internal sealed class MetricRow
{
    /// <summary>The key of the trial.</summary>
    public long TrialId { get; init; }

    /// <summary>The key of the metric's name.</summary>
    public int MetricId { get; init; }

    /// <summary>The step, which is the position on the x axis.</summary>
    public long Step { get; init; }

    /// <summary>The time of the measurement, by the node's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The value, or null if it is not finite.</summary>
    public double? Value { get; init; }

    /// <summary>0 for a finite value, 1 for NaN, 2 for infinity, 3 for negative infinity.</summary>
    public short Kind { get; init; }
}
