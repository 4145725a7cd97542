using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;

namespace Experiments.Grains.Tests.Support;

/// <summary>A metric sink whose commits tests can hold.</summary>
internal sealed class WatchedSink(IMetricSink sink) : IMetricSink
{
    /// <summary>Awaited before each batch is committed.</summary>
    public Func<MetricBatch, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    public ValueTask<Task<bool>> WriteAsync(MetricBatch batch, CancellationToken cancel) => new(CommitAsync(batch));

    private async Task<bool> CommitAsync(MetricBatch batch)
    {
        await BeforeCommit(batch);
        return await await sink.WriteAsync(batch, CancellationToken.None);
    }
}
