namespace Experiments.Grains.Sweeps;

/// <summary>
/// Work that is done by one at a time. Asked for while it is being done, it is done once more afterwards, however often
/// it was asked for. Runs on its owner's scheduler and is not thread-safe.
/// </summary>
internal sealed class SingleFlight(Func<Task> work)
{
    private bool _again;
    private bool _runs;

    /// <summary>Does the work, or sees to it that whoever does it now does it again.</summary>
    public async Task RunAsync()
    {
        _again = true;
        if (_runs) return;
        _runs = true;
        try
        {
            while (_again)
            {
                _again = false;
                await work();
            }
        }
        finally
        {
            _runs = false;
        }
    }
}
