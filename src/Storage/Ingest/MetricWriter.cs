using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Databases;
using Experiments.Storage.Telemetry;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Writes metrics to the database. The number of waiting rows is bounded. Transient failures of the database are
/// retried without a limit and neither lose nor duplicate rows. The batches of one trial are written in the order in
/// which they were queued. Disposing writes the waiting batches within a deadline and cancels those that are left.
/// </summary>
public sealed class MetricWriter : IMetricSink, IAsyncDisposable
{
    private readonly CancellationTokenSource _abandon = new();
    private readonly RowBudget _budget;
    private readonly MetricLane[] _lanes;
    private readonly Task _running;
    private readonly MetricWriterOptions _options;
    private readonly StorageMetrics _metrics;
    private readonly TimeProvider _time;

    /// <summary>Creates the writer and starts its lanes.</summary>
    public MetricWriter(
        Database database, MetricWriterOptions options, OutageLog outages, StorageMetrics metrics, TimeProvider time,
        ILogger<MetricWriter> logger)
    {
        _options = options;
        _metrics = metrics;
        _time = time;
        _budget = new RowBudget(options.Capacity);
        var names = new MetricNameIds(database);
        _lanes =
        [
            .. Enumerable.Range(0, database is PostgresDatabase ? options.Connections : 1)
                .Select(lane => new MetricLane(
                    TableOf(database, names), options,
                    new RetryUntilAnswered(options.LongestPause, options.Seed + lane, outages, metrics, time),
                    metrics, time, logger)),
        ];
        _running = Task.WhenAll(_lanes.Select(lane => Task.Run(() => lane.RunAsync(_abandon.Token))));
    }

    /// <summary>The number of rows that are queued and not written yet.</summary>
    public int QueuedRows => _budget.Taken;

    /// <inheritdoc/>
    public async ValueTask<Task<bool>> WriteAsync(MetricBatch batch, CancellationToken cancel)
    {
        var pending = new PendingBatch(batch, await _budget.TakeAsync(batch.Points.Length, cancel));
        if (!LaneOf(batch).TryAdd(pending))
        {
            pending.Release();
            throw new ObjectDisposedException(nameof(MetricWriter));
        }

        _metrics.Queued(pending.Rows);
        return pending.Receipt;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes) lane.Close();
        using var deadline = new CancellationTokenSource(_options.DrainTimeout, _time);
        await using (deadline.Token.Register(_abandon.Cancel)) await _running;
        _abandon.Dispose();
        _budget.Dispose();
    }

    private MetricLane LaneOf(MetricBatch batch) =>
        _lanes[(uint)(batch.Trial.SweepKey + batch.Trial.Number) % (uint)_lanes.Length];

    private static IMetricTable TableOf(Database database, MetricNameIds names) => database switch
    {
        PostgresDatabase postgres => new PostgresMetricTable(postgres, names),
        SqliteDatabase sqlite => new SqliteMetricTable(sqlite, names),
        _ => throw new ArgumentOutOfRangeException(nameof(database)),
    };
}
