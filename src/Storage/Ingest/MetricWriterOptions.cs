namespace Experiments.Storage.Ingest;

/// <summary>How metrics are batched on their way into the database.</summary>
public sealed record MetricWriterOptions
{
    /// <summary>Rows that may wait before whoever reports has to wait too. Default: 200,000. Range: ≥ 1.</summary>
    public int Capacity { get; init; } = 200_000;

    /// <summary>Rows at which a transaction takes no further batch. Default: 20,000. Range: ≥ 1.</summary>
    public int RowsPerCommit { get; init; } = 20_000;

    /// <summary>
    /// Connections that write at the same time to PostgreSQL, each for its own trials. Default: 2. Range: 1 to 16. SQLite
    /// has one writer.
    /// </summary>
    public int FixedOrderVectors { get; init; } = 2;

    /// <summary>Longest pause before a write that failed for a passing cause is tried again. Default: 5 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time that what waits has to be written when the writer is disposed. Default: 10 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Seed of the pauses' jitter. Default: 0.</summary>
    public int Seed { get; init; }
}
