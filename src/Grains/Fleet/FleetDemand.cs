using Experiments.Contracts.Grains;

namespace Experiments.Grains.Fleet;

/// <summary>
/// What a sweep wants, as the fleet sees it: what the sweep wants to run, less what it has by its own word, less what
/// was granted to it and has not reached it yet. All of it is worked out from what stands here, so that a message that
/// is repeated or overtaken changes nothing.
/// </summary>
/// <param name="said">The sweep's first word.</param>
/// <param name="now">The age of the fleet.</param>
internal sealed class FleetDemand(SweepDemand said, TimeSpan now)
{
    /// <summary>Leases that the sweep may not have received yet, and until when they may be claimed.</summary>
    private readonly Dictionary<LeaseId, TimeSpan> _onTheWay = [];

    private TimeSpan _heardAt = now;

    /// <summary>The sweep's last word.</summary>
    public SweepDemand Said { get; private set; } = said;

    /// <summary>How many leases may be granted to it now.</summary>
    public int Wanted => Math.Max(0, Said.Target - Said.Running - _onTheWay.Count);

    /// <summary>Whether the sweep has ended, and so long ago that no word of before is still to come.</summary>
    public bool IsOver(TimeSpan now) => Said is { Target: 0, Running: 0 } && now - _heardAt >= FleetLedger.LeaseLife;

    /// <summary>
    /// Takes the sweep's word, unless it is older than what it said last. A lease whose life is over without the sweep
    /// having named it was lost on its way, or is one that an earlier activation of the sweep received.
    /// </summary>
    public void Hear(SweepDemand said, TimeSpan now)
    {
        if (said.Activation == Said.Activation && said.Number <= Said.Number) return;
        (Said, _heardAt) = (said, now);
        foreach (var lease in said.Received) _onTheWay.Remove(lease);
        foreach (var (lease, expires) in _onTheWay)
            if (expires <= now) _onTheWay.Remove(lease);
    }

    /// <summary>A lease was granted, and is on its way to the sweep.</summary>
    public Grant Note(Grant grant)
    {
        _onTheWay.Add(grant.Lease.Id, grant.Expires);
        return grant;
    }

    /// <summary>The lease is void, and the sweep may be granted another one for it.</summary>
    public void Withdraw(LeaseId lease) => _onTheWay.Remove(lease);
}
