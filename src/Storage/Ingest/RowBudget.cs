using System.Threading.RateLimiting;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Limits the number of rows that may be queued. A request that exceeds the remaining budget waits, first come, first
/// served. A request larger than the whole budget takes all of it, and is admitted alone. Invariant: a request waits
/// only while at least one row is taken. A request behind a cancelled one is reconsidered when the next rows are
/// returned.
/// </summary>
internal sealed class RowBudget(int capacity) : IDisposable
{
    private readonly ConcurrencyLimiter _rows = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = capacity,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>The number of rows that are taken and not returned yet.</summary>
    public int Taken => capacity - (int)_rows.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Takes rows from the budget, and waits if necessary. Disposing the lease returns them.</summary>
    public ValueTask<RateLimitLease> TakeAsync(int rows, CancellationToken cancel) =>
        _rows.AcquireAsync(Math.Min(rows, capacity), cancel);

    public void Dispose() => _rows.Dispose();
}
