using System.Threading.RateLimiting;
using Experiments.Contracts.Metrics;

namespace Experiments.Storage.Ingest;

/// <summary>A batch that waits to be written, who waits for it, and its share of the budget.</summary>
internal sealed class PendingBatch(MetricBatch batch, RateLimitLease share)
{
    // Whoever waits goes on elsewhere, never on the lane's own turn.
    private readonly TaskCompletionSource<bool> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MetricBatch Batch { get; } = batch;

    public int Rows => Batch.Points.Length;

    public Task<bool> Receipt => _receipt.Task;

    public void Complete(bool accepted) => _receipt.TrySetResult(accepted);

    public void Fail(Exception fault) => _receipt.TrySetException(fault);

    public void Abandon() => _receipt.TrySetCanceled();

    /// <summary>Gives its share back: it waits no longer, whatever became of it.</summary>
    public void Release() => share.Dispose();
}
