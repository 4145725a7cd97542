namespace Experiments.Changes.Clusters;

/// <summary>
/// Allows three connection attempts, half a second apart: a silo that has just started may not answer the first.
/// </summary>
internal sealed class FewTries(TimeProvider time) : IClientConnectionRetryFilter
{
    private const int Most = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private int _tries;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (++_tries >= Most) return false;
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
