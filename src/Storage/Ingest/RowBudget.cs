namespace Experiments.Storage.Ingest;

/// <summary>
/// Rows that may wait at once. Whoever comes when it is spent waits, first come first served. One request larger than the
/// whole budget is admitted alone. Invariant: someone waits only while at least one row is taken.
/// </summary>
internal sealed class RowBudget(int capacity)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(int Rows, TaskCompletionSource Admitted)> _waiting = new();
    private int _taken;

    /// <summary>Rows taken and not given back.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public Task TakeAsync(int rows, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && Fits(rows))
            {
                _taken += rows;
                return Task.CompletedTask;
            }

            var node = _waiting.AddLast(
                (rows, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)));
            return WaitAsync(node, cancel);
        }
    }

    public void GiveBack(int rows)
    {
        lock (_lock)
        {
            _taken -= rows;
            AdmitWaiting();
        }
    }

    private bool Fits(int rows) => _taken == 0 || _taken + rows <= capacity;

    private void AdmitWaiting()
    {
        while (_waiting.First is { } first && Fits(first.Value.Rows))
        {
            _waiting.RemoveFirst();
            _taken += first.Value.Rows;
            first.Value.Admitted.SetResult();
        }
    }

    private async Task WaitAsync(LinkedListNode<(int Rows, TaskCompletionSource Admitted)> node, CancellationToken cancel)
    {
        await using var _ = cancel.Register(() =>
        {
            lock (_lock)
            {
                if (node.List is null) return;
                _waiting.Remove(node);
                AdmitWaiting();
            }

            node.Value.Admitted.TrySetCanceled(cancel);
        });
        await node.Value.Admitted.Task;
    }
}
