using System.Threading.RateLimiting;
using Experiments.Contracts.Metrics;

namespace Experiments.Storage.Ingest;

/// <summary>A queued batch, with the task that reports its result and its share of the row budget.</summary>
internal sealed class PendingBatch(MetricBatch batch, RateLimitLease share)
{
    // Continuations of the caller must not run on the lane.
    private readonly TaskCompletionSource<bool> _receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MetricBatch Batch { get; } = batch;

    public int Rows => Batch.Points.Length;

    public Task<bool> Receipt => _receipt.Task;

    public void Complete(bool accepted) => _receipt.TrySetResult(accepted);

    public void Fail(Exception fault) => _receipt.TrySetException(fault);

    public void Abandon() => _receipt.TrySetCanceled();

    /// <summary>Returns the share of the budget, whether or not the batch was written.</summary>
    public void Release() => share.Dispose();
}
