namespace Experiments.Storage.Model;

/// <summary>A point of a curve, with the names of its sweep and metric.</summary>
public sealed class CurveRow
{
    /// <summary>The id of the sweep.</summary>
    public required string Sweep { get; init; }

    /// <summary>The name of the sweep.</summary>
    public required string Name { get; init; }

    /// <summary>The number of the trial.</summary>
    public int Trial { get; init; }

    /// <summary>The name of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>The step, which is the position on the x axis.</summary>
    public long Step { get; init; }

    /// <summary>The time of the measurement, by the node's clock.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The value, or null if it is not finite.</summary>
    public double? Value { get; init; }

    /// <summary><c>finite</c>, <c>nan</c>, <c>infinity</c> or <c>-infinity</c>.</summary>
    public required string Kind { get; init; }
}
