using Experiments.Contracts.Metrics;

namespace Experiments.Storage.Ingest;

/// <summary>Writes the batches of one lane to the table of metrics. Not thread-safe.</summary>
internal interface IMetricTable
{
    /// <summary>
    /// Writes batches in one transaction. A batch is refused if its attempt is not the current and running one of its
    /// trial.
    /// </summary>
    /// <returns>For each batch, whether it was written.</returns>
    Task<bool[]> WriteAsync(IReadOnlyList<MetricBatch> batches, CancellationToken cancel);
}
