namespace Experiments.Storage.Model;

/// <summary>
/// A curve of a trial that has ended, as one row with arrays of equal length. Only PostgreSQL has such rows.
/// </summary>
internal sealed class PackedCurve
{
    /// <summary>The key of the trial.</summary>
    public long TrialId { get; init; }

    /// <summary>The key of the metric's name.</summary>
    public int MetricId { get; init; }

    /// <summary>The number of points.</summary>
    public int Points { get; init; }

    /// <summary>The first step.</summary>
    public long FirstStep { get; init; }

    /// <summary>
    /// The difference between consecutive steps if all are equal, or null if <see cref="Steps"/> lists them.
    /// </summary>
    public long? Stride { get; init; }

    /// <summary>The steps in ascending order, or null if they follow from the first one and the stride.</summary>
    public long[]? Steps { get; init; }

    /// <summary>The times of the measurements, by the node's clock.</summary>
    public required DateTimeOffset[] At { get; init; }

    /// <summary>The values, which may be NaN or infinite.</summary>
    public required double[] Values { get; init; }

    /// <summary>The last value, which may be NaN or infinite. The database computes it.</summary>
    public double Last { get; private init; }
}
