namespace Experiments.Storage.Ingest;

/// <summary>Options for writing metrics to the database.</summary>
public sealed record MetricWriterOptions
{
    /// <summary>
    /// The number of rows that may be queued before callers have to wait. Default: 200,000. Range: ≥ 1.
    /// </summary>
    public int Capacity { get; init; } = 200_000;

    /// <summary>
    /// The number of rows from which on a transaction accepts no further batch. Default: 20,000. Range: ≥ 1.
    /// </summary>
    public int RowsPerCommit { get; init; } = 20_000;

    /// <summary>
    /// The number of connections that write to PostgreSQL in parallel, each for its own trials. SQLite always has one
    /// writer. Default: 2. Range: 1 to 16.
    /// </summary>
    public int Connections { get; init; } = 2;

    /// <summary>The longest pause before a database operation is retried. Default: 5 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time limit for writing the queued rows when the writer is disposed. Default: 10 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The seed for the jitter of the pauses. Default: 0.</summary>
    public int Seed { get; init; }
}
