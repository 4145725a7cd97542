using Experiments.Contracts.Proofs;

namespace Experiments.Changes.Clusters;

/// <summary>
/// Repeats attempts to connect, half a second apart, for as long as a silo may take for its proof: the silo has just
/// proved that it lives, but it may have just started, or its machine may be busy.
/// </summary>
internal sealed class ConnectionRetries(TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private long? _since;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        _since ??= time.GetTimestamp();
        if (time.GetElapsedTime(_since.Value) >= ProofProbe.Patience) return false;
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
