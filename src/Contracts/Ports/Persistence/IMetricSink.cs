using Experiments.Contracts.Metrics;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Where trainers put what they measured. One per silo.</summary>
public interface IMetricSink
{
    /// <summary>
    /// Takes a batch; waits while the sink is full, so that trainers slow down when the database does. Nothing taken is
    /// dropped: a database that is away is waited for.
    /// </summary>
    /// <returns>A task that completes when the batch is committed: true, or false where a newer attempt has begun and the
    /// batch was refused.</returns>
    ValueTask<Task<bool>> WriteAsync(MetricBatch batch, CancellationToken cancel);
}
