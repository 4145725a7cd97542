namespace Experiments.Grains.Reachability;

/// <summary>
/// Whether another silo could be reached lately. Times are those of a monotonic clock of this process.
/// </summary>
/// <param name="now">The time from which on the silo is expected to be reached.</param>
internal sealed class PeerContact(TimeSpan now)
{
    /// <summary>
    /// The time without any contact after which a silo counts as unreachable: 7 s. Connections are tried every second,
    /// and each is given up after 3.5 s, so that one of them passes even if a fifth of the packets is lost.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    /// <summary>
    /// The number of failed connections that it also takes: 4. A process that was stopped for a while has not tried.
    /// </summary>
    public const int FewestFailures = 4;

    private TimeSpan _reachedAt = now;
    private int _failures;

    /// <summary>Whether the last connection was accepted.</summary>
    public bool Accepts { get; private set; }

    /// <summary>Records what became of a connection. One that is refused has reached the machine.</summary>
    public void Answered(PeerAnswer answer, TimeSpan now)
    {
        Accepts = answer is PeerAnswer.Accepted;
        if (answer is PeerAnswer.Silent) _failures++;
        else (_reachedAt, _failures) = (now, 0);
    }

    /// <summary>Returns whether the silo counts as unreachable.</summary>
    public bool IsLost(TimeSpan now) => _failures >= FewestFailures && now - _reachedAt >= Patience;
}
