using System.Threading.RateLimiting;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Rows that may wait at once. Whoever comes when it is spent waits, first come first served. One request larger than
/// the whole budget takes all of it, and so is admitted alone. Invariant: someone waits only while at least one row is
/// taken; who waited behind one that was cancelled is looked at when the next rows are given back.
/// </summary>
internal sealed class RowBudget(int capacity) : IDisposable
{
    private readonly ConcurrencyLimiter _rows = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = capacity,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <summary>Rows taken and not given back.</summary>
    public int Taken => capacity - (int)_rows.GetStatistics()!.CurrentAvailablePermits;

    /// <summary>Takes rows; disposing what is returned gives them back.</summary>
    public ValueTask<RateLimitLease> TakeAsync(int rows, CancellationToken cancel) =>
        _rows.AcquireAsync(Math.Min(rows, capacity), cancel);

    public void Dispose() => _rows.Dispose();
}
