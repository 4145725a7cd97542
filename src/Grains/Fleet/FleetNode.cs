using Experiments.Contracts.Grains;
using Experiments.Grains.Nodes;

namespace Experiments.Grains.Fleet;

/// <summary>
/// A node as the fleet sees it. What the node says of itself is true; what was granted on it and is not in its word yet
/// counts as used until it is claimed, returned or expired.
/// </summary>
internal sealed class FleetNode
{
    private readonly Dictionary<LeaseId, Grant> _grants = [];
    private readonly Dictionary<string, double> _used = [];
    private NodeBeat _beat;
    private DeviceLedger _free;

    public FleetNode(NodeBeat beat, TimeSpan now) => Hear(beat, now);

    /// <summary>When it last spoke, as the age of the fleet.</summary>
    public TimeSpan HeardAt { get; private set; }

    /// <summary>Whether it takes no more work.</summary>
    public bool IsDraining => _beat.Draining;

    /// <summary>How much each sweep uses here.</summary>
    public IReadOnlyDictionary<string, double> Used => _used;

    /// <summary>Takes the node's word.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_beat), nameof(_free))]
    public void Hear(NodeBeat beat, TimeSpan now)
    {
        (_beat, HeardAt) = (beat, now);
        foreach (var claim in beat.Claims) _grants.Remove(claim.Lease.Id);
        foreach (var ended in beat.Ended) _grants.Remove(ended);
        _free = new DeviceLedger(beat.Cpus, beat.Gpus);
        _used.Clear();
        foreach (var claim in beat.Claims) Take(claim.SweepId, claim.Lease);
        foreach (var grant in _grants.Values) Take(grant.SweepId, grant.Lease);
    }

    /// <summary>Whether such a lease could be granted now.</summary>
    public bool Fits(double cpu, double gpu) => _free.Find(cpu, gpu) is not null;

    /// <summary>Whether such a lease could be granted if nothing ran.</summary>
    public bool CouldFit(double cpu, double gpu) => new DeviceLedger(_beat.Cpus, _beat.Gpus).Find(cpu, gpu) is not null;

    /// <summary>Grants a lease of what <see cref="Fits"/>.</summary>
    public Grant Grant(LeaseId id, SweepDemand demand, TimeSpan expires)
    {
        var device = _free.Find(demand.Cpu, demand.Gpu) ?? throw new InvalidOperationException("Such a lease does not fit now.");
        var lease = new Lease { Id = id, Silo = _beat.Silo, Device = device, Cpu = demand.Cpu, Gpu = demand.Gpu };
        Take(demand.SweepId, lease);
        return _grants[id] = new Grant(demand.SweepId, lease, expires);
    }

    /// <summary>A granted lease comes back unused; false where it is none, or was claimed: that is the node's to end.</summary>
    public bool Return(LeaseId id)
    {
        if (!_grants.Remove(id, out var grant)) return false;
        _free.Give(grant.Lease.Device, grant.Lease.Cpu, grant.Lease.Gpu);
        _used[grant.SweepId] -= Cost(grant.Lease);
        return true;
    }

    /// <summary>Grants that nobody claimed in time are void; false where there was none.</summary>
    public bool Expire(TimeSpan now)
    {
        if (_grants.Count == 0) return false;
        var expired = _grants.Values.Where(grant => grant.Expires <= now).Select(grant => grant.Lease.Id).ToArray();
        foreach (var id in expired) Return(id);
        return expired.Length > 0;
    }

    /// <summary>What a lease weighs among sweeps: a GPU is what is scarce where there is one; cores decide among the others.</summary>
    public static double Cost(Lease lease) => lease.Gpu > 0 ? lease.Gpu : lease.Cpu;

    private void Take(string sweepId, Lease lease)
    {
        _free.TryTake(lease.Device, lease.Cpu, lease.Gpu);
        _used[sweepId] = _used.GetValueOrDefault(sweepId) + Cost(lease);
    }
}
