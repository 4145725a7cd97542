using Experiments.Contracts.Metrics;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Receives the metrics that trainers measure. One per silo.</summary>
public interface IMetricSink
{
    /// <summary>
    /// Queues a batch. Waits while the sink is full, so that trainers slow down when the database does. No queued batch
    /// is dropped: the sink waits while the database is unavailable.
    /// </summary>
    /// <returns>A task that completes when the batch is committed: true, or false if a newer attempt has begun and the
    /// batch was refused.</returns>
    ValueTask<Task<bool>> WriteAsync(MetricBatch batch, CancellationToken cancel);
}
