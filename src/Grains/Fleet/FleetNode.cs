using Experiments.Contracts.Grains;
using Experiments.Grains.Fleet.Health;
using Experiments.Grains.Nodes;

namespace Experiments.Grains.Fleet;

/// <summary>
/// A node as the fleet sees it. What the node reports is authoritative. A lease that was granted on it and that its
/// last beat does not name yet counts as used until it is claimed, returned or expired.
/// </summary>
internal sealed class FleetNode
{
    private readonly Dictionary<LeaseId, Grant> _grants = [];
    private readonly Dictionary<string, double> _used = [];

    /// <summary>Leases of attempts that run here and that no other attempt is to follow yet, by sweep.</summary>
    private readonly Dictionary<string, Stack<Lease>> _unfollowed = [];

    /// <summary>Leases that were asked back, with the time until which they are expected to come back.</summary>
    private readonly Dictionary<LeaseId, TimeSpan> _asked = [];
    private NodeBeat _beat;
    private DeviceLedger _free;

    public FleetNode(NodeBeat beat, TimeSpan now) => Hear(beat, now);

    /// <summary>When the node last sent a beat, as the age of the fleet.</summary>
    public TimeSpan HeardAt { get; private set; }

    /// <summary>The node's silo, generation included.</summary>
    public string Silo => _beat.Silo;

    /// <summary>How far the node may be used, as far as its health is known.</summary>
    public Limits Limits { get; set; } = Limits.None;

    /// <summary>Whether the node accepts no more work.</summary>
    public bool IsDraining => _beat.Draining;

    /// <summary>The grants here that have not been claimed yet.</summary>
    public IReadOnlyCollection<Grant> Unclaimed => _grants.Values;

    /// <summary>How much each sweep uses here, as measured by <see cref="Cost"/>.</summary>
    public IReadOnlyDictionary<string, double> Used => _used;

    /// <summary>Returns whether a lease is in use here, or on its way.</summary>
    public bool Holds(LeaseId lease) =>
        _grants.ContainsKey(lease) || _beat.Claims.Any(claim => claim.Lease.Id == lease);

    /// <summary>Returns the attempts that wait for a device on which nothing is to begin.</summary>
    public IEnumerable<Claim> WaitInVain() => _beat.Claims.Where(claim =>
        claim.Waits && Limits.Close(claim.Lease.Device) && !_asked.ContainsKey(claim.Lease.Id));

    /// <summary>Records the node's beat.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNull(nameof(_beat), nameof(_free))]
    public void Hear(NodeBeat beat, TimeSpan now)
    {
        (_beat, HeardAt) = (beat, now);
        foreach (var claim in beat.Claims) _grants.Remove(claim.Lease.Id);
        foreach (var ended in beat.Ended) _grants.Remove(ended);
        _free = new DeviceLedger(beat.Cpus, beat.Gpus);
        _used.Clear();
        foreach (var claim in beat.Claims) Count(claim.SweepId, claim.Lease, claim.Waits);
        foreach (var grant in _grants.Values.Where(grant => !grant.Lease.Ahead))
            Count(grant.SweepId, grant.Lease, waits: false);
        foreach (var grant in _grants.Values.Where(grant => grant.Lease.Ahead).ToArray()) Follow(grant);
        FindUnfollowed();
        foreach (var gone in _asked.Keys.Except(beat.Claims.Select(claim => claim.Lease.Id)).ToArray())
            _asked.Remove(gone);
        LowestPriority = beat.Claims.Select(claim => claim.Lease.Priority).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>The lowest priority of the attempts here, or <see cref="int.MaxValue"/> if there are none.</summary>
    public int LowestPriority { get; private set; }

    /// <summary>
    /// Returns the share of the node's GPUs, or of its cores, that could be granted now, from 0 to 1.
    /// </summary>
    public double FreeShare(bool gpu) => _free.FreeShare(gpu);

    /// <summary>Returns the search for leases to ask back on this node; see <see cref="Preemption"/>.</summary>
    public Preemption Preempt(TimeSpan now)
    {
        foreach (var (lease, _) in _asked.Where(pair => pair.Value <= now).ToArray()) _asked.Remove(lease);
        var granted = _grants.Values.Where(grant => !grant.Lease.Ahead).Select(grant => grant.Lease);
        return new Preemption(_beat, granted, _asked.ContainsKey);
    }

    /// <summary>Records that a lease was asked back.</summary>
    public void Ask(LeaseId lease, TimeSpan until) => _asked[lease] = until;

    /// <summary>Returns whether an attempt of the sweep runs here that no other one waits to follow.</summary>
    public bool CanFollow(string sweepId) =>
        Limits.AreNone && _unfollowed.TryGetValue(sweepId, out var leases) && leases.Count > 0;

    /// <summary>Grants a lease ahead, to follow one that <see cref="CanFollow"/> has found.</summary>
    public Grant GrantAhead(LeaseId id, SweepDemand demand, TimeSpan expires)
    {
        var before = _unfollowed[demand.SweepId].Pop();
        return Grant(Lease(id, demand, before.Device) with { After = before.Id }, demand, expires);
    }

    private void FindUnfollowed()
    {
        _unfollowed.Clear();
        var leases = _beat.Claims.Select(claim => claim.Lease).Concat(_grants.Values.Select(grant => grant.Lease));
        var followed = leases.Where(lease => lease.Ahead).Select(lease => lease.After!.Value).ToHashSet();
        foreach (var claim in _beat.Claims.Where(claim => !claim.Waits && !followed.Contains(claim.Lease.Id)))
        {
            if (!_unfollowed.TryGetValue(claim.SweepId, out var stack)) _unfollowed[claim.SweepId] = stack = new();
            stack.Push(claim.Lease);
        }
    }

    /// <summary>Returns whether such a lease could be granted now.</summary>
    public bool Fits(double cpu, double gpu) => Find(cpu, gpu) is not null;

    /// <summary>Returns whether such a lease could be granted if nothing ran here.</summary>
    public bool CouldFit(double cpu, double gpu) => new DeviceLedger(_beat.Cpus, _beat.Gpus).Find(cpu, gpu) is not null;

    /// <summary>
    /// Returns whether such a lease could be granted if nothing ran here, as far as the node may be used.
    /// </summary>
    public bool IsFor(double cpu, double gpu) => !Limits.IsClosed
        && new DeviceLedger(_beat.Cpus, _beat.Gpus).Find(cpu, gpu, Limits.ClosedGpus) is not null;

    private string? Find(double cpu, double gpu) =>
        Limits.IsClosed ? null : _free.Find(cpu, gpu, Limits.ClosedGpus);

    /// <summary>Grants a lease for which <see cref="Fits"/> is true.</summary>
    public Grant Grant(LeaseId id, SweepDemand demand, TimeSpan expires)
    {
        var device = Find(demand.Cpu, demand.Gpu)
            ?? throw new InvalidOperationException("Such a lease does not fit now.");
        return Grant(Lease(id, demand, device), demand, expires);
    }

    /// <summary>
    /// Takes back an unused lease. Returns false if there is no such grant, or if it was claimed: the node ends claimed
    /// leases.
    /// </summary>
    public bool Return(LeaseId id)
    {
        if (!_grants.Remove(id, out var grant)) return false;
        // It had no share yet. The next beat shows again what it was to follow.
        if (grant.Lease.Ahead) return true;
        _free.Give(grant.Lease.Device, grant.Lease.Cpu, grant.Lease.Gpu);
        _used[grant.SweepId] -= Cost(grant.Lease);
        return true;
    }

    /// <summary>Takes back the grants that were not claimed in time, and returns them.</summary>
    public IReadOnlyCollection<Grant> Expire(TimeSpan now)
    {
        if (_grants.Count == 0) return [];
        var expired = _grants.Values.Where(grant => grant.Expires <= now).ToArray();
        foreach (var grant in expired) Return(grant.Lease.Id);
        return expired;
    }

    /// <summary>
    /// Returns the cost by which sweeps are compared: the share of a GPU, because GPUs are scarce, or else the cores.
    /// </summary>
    public static double Cost(Lease lease) => lease.Gpu > 0 ? lease.Gpu : lease.Cpu;

    private Lease Lease(LeaseId id, SweepDemand demand, string device) => new()
    {
        Id = id,
        Silo = _beat.Silo,
        Device = device,
        Cpu = demand.Cpu,
        Gpu = demand.Gpu,
        Priority = demand.Priority,
        Probes = Limits.Doubt(device),
    };

    private Grant Grant(Lease lease, SweepDemand demand, TimeSpan expires)
    {
        Count(demand.SweepId, lease, lease.Ahead);
        return _grants[lease.Id] = new Grant(demand.SweepId, lease, expires);
    }

    /// <summary>
    /// Counts a lease that was granted ahead. If the attempt that it was to follow ended while the lease was on its
    /// way, the lease will find the share free and take it.
    /// </summary>
    private void Follow(Grant grant)
    {
        var waits = _beat.Claims.Any(claim => !claim.Waits && claim.Lease.Id == grant.Lease.After);
        if (!waits) _grants[grant.Lease.Id] = grant with { Lease = grant.Lease with { After = null } };
        Count(grant.SweepId, grant.Lease, waits);
    }

    private void Count(string sweepId, Lease lease, bool waits)
    {
        if (waits) return;
        _free.TryTake(lease.Device, lease.Cpu, lease.Gpu);
        _used[sweepId] = _used.GetValueOrDefault(sweepId) + Cost(lease);
    }
}
