using Experiments.Contracts.Grains;

namespace Experiments.Grains.Fleet;

/// <summary>
/// The demand of a sweep, as the fleet sees it: the number of attempts that the sweep wants to run, less those that it
/// reports to have, less the leases that were granted to it and have not reached it yet. Everything is computed from
/// the values here, so that a message that is repeated or overtaken changes nothing.
/// </summary>
/// <param name="said">The sweep's first demand.</param>
/// <param name="now">The age of the fleet.</param>
internal sealed class FleetDemand(SweepDemand said, TimeSpan now)
{
    /// <summary>How long a sweep waits for another node than those that it avoids: 1 min.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Leases that the sweep may not have received yet, with the time until which they may be claimed.
    /// </summary>
    private readonly Dictionary<LeaseId, TimeSpan> _onTheWay = [];

    private TimeSpan _heardAt = now;

    /// <summary>The time since which the sweep has wanted to avoid the same nodes.</summary>
    private TimeSpan _avoidsSince = now;

    /// <summary>The sweep's latest demand.</summary>
    public SweepDemand Said { get; private set; } = said;

    /// <summary>The number of leases that may be granted to the sweep now.</summary>
    public int Wanted => Math.Max(0, Said.Target - Said.Running - _onTheWay.Count);

    /// <summary>Returns whether the sweep ended so long ago that no earlier message can still arrive.</summary>
    public bool IsOver(TimeSpan now) => Said is { Target: 0, Running: 0 } && now - _heardAt >= FleetLedger.LeaseLife;

    /// <summary>
    /// Records the sweep's demand, unless it is older than the latest one. A lease that has expired and that the sweep
    /// has not named was lost on its way. Another activation of the sweep will never name what was granted to the last
    /// one, which was lost, or on which an attempt began that it counts as running. The nodes' shares count as used all
    /// the same until their beats tell: an attempt may be about to claim them.
    /// </summary>
    public void Hear(SweepDemand said, TimeSpan now)
    {
        if (said.Activation != Said.Activation) _onTheWay.Clear();
        else if (said.Number <= Said.Number) return;
        if (!said.Avoid.SequenceEqual(Said.Avoid)) _avoidsSince = now;
        (Said, _heardAt) = (said, now);
        foreach (var lease in said.Received) _onTheWay.Remove(lease);
        foreach (var (lease, expires) in _onTheWay)
            if (expires <= now) _onTheWay.Remove(lease);
    }

    /// <summary>
    /// Returns whether leases are rather granted elsewhere than on a silo, because only trials could begin there that
    /// failed there. After a minute in which no other node had room, that is better than to wait.
    /// </summary>
    public bool Avoids(string silo, TimeSpan now) => now - _avoidsSince < Patience && Said.Avoid.Contains(silo);

    /// <summary>Records that a lease was granted and is on its way to the sweep.</summary>
    public Grant Note(Grant grant)
    {
        _onTheWay.Add(grant.Lease.Id, grant.Expires);
        return grant;
    }

    /// <summary>Records that a lease is void, so that the sweep may be granted another one instead.</summary>
    public void Withdraw(LeaseId lease) => _onTheWay.Remove(lease);
}
