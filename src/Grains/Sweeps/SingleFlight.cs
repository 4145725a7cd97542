namespace Experiments.Grains.Sweeps;

/// <summary>
/// Runs work one call at a time. If the work is requested while it runs, it runs once more afterwards, however often it
/// was requested. Runs on its owner's scheduler and is not thread-safe.
/// </summary>
internal sealed class SingleFlight(Func<Task> work)
{
    private bool _again;
    private bool _runs;

    /// <summary>Runs the work, or has the call that is running it run it again.</summary>
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
