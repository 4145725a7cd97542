namespace Experiments.Storage.Databases;

/// <summary>
/// Pauses that double from 50 ms up to a longest one, each drawn between half and all of it, so that many writers do not
/// come back to a server in the same moment.
/// </summary>
internal sealed class Backoff(TimeSpan longest, int seed)
{
    private readonly Random _jitter = new(seed);
    private int _failures;

    public TimeSpan Next()
    {
        var whole = Math.Min(longest.TotalMilliseconds, 50 * Math.Pow(2, Math.Min(_failures++, 30)));
        return TimeSpan.FromMilliseconds(whole * (0.5 + (_jitter.NextDouble() / 2)));
    }

    public void Reset() => _failures = 0;
}
