using Experiments.Contracts.Metrics;

namespace Experiments.Storage.Ingest;

/// <summary>One lane's way into the table of metrics. Not safe for two callers at once.</summary>
internal interface IMetricTable
{
    /// <summary>Writes batches in one transaction, those whose attempt is its trial's current and running one.</summary>
    /// <returns>For each batch whether it was written.</returns>
    Task<bool[]> WriteAsync(IReadOnlyList<MetricBatch> batches, CancellationToken cancel);
}
