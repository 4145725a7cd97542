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

    /// <summary>Leases of attempts that run here and that none is to follow yet, by sweep.</summary>
    private readonly Dictionary<string, Stack<Lease>> _unfollowed = [];

    /// <summary>Leases that were asked back, and until when they are counted on to come.</summary>
    private readonly Dictionary<LeaseId, TimeSpan> _asked = [];
    private NodeBeat _beat;
    private DeviceLedger _free;

    public FleetNode(NodeBeat beat, TimeSpan now) => Hear(beat, now);

    /// <summary>When it last spoke, as the age of the fleet.</summary>
    public TimeSpan HeardAt { get; private set; }

    /// <summary>Whether it takes no more work.</summary>
    public bool IsDraining => _beat.Draining;

    /// <summary>What was granted here and has not been claimed yet.</summary>
    public IReadOnlyCollection<Grant> Unclaimed => _grants.Values;

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
        foreach (var claim in beat.Claims) Count(claim.SweepId, claim.Lease, claim.Waits);
        foreach (var grant in _grants.Values.Where(grant => !grant.Lease.Ahead))
            Count(grant.SweepId, grant.Lease, waits: false);
        foreach (var grant in _grants.Values.Where(grant => grant.Lease.Ahead).ToArray()) Follow(grant);
        FindUnfollowed();
        foreach (var gone in _asked.Keys.Except(beat.Claims.Select(claim => claim.Lease.Id)).ToArray())
            _asked.Remove(gone);
        LowestPriority = beat.Claims.Select(claim => claim.Lease.Priority).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>The lowest priority of what runs here.</summary>
    public int LowestPriority { get; private set; }

    /// <summary>The share of its GPUs, or of its cores, that could be granted now, 0 to 1.</summary>
    public double FreeShare(bool gpu) => _free.FreeShare(gpu);

    /// <summary>
    /// Leases that wait, or run at a lower priority, with what they leave free; see <see cref="Preemption"/>.
    /// </summary>
    public Preemption Preempt(TimeSpan now)
    {
        foreach (var (lease, _) in _asked.Where(pair => pair.Value <= now).ToArray()) _asked.Remove(lease);
        var granted = _grants.Values.Where(grant => !grant.Lease.Ahead).Select(grant => grant.Lease);
        return new Preemption(_beat, granted, _asked.ContainsKey);
    }

    /// <summary>A lease was asked back.</summary>
    public void Ask(LeaseId lease, TimeSpan until) => _asked[lease] = until;

    /// <summary>Whether an attempt of the sweep runs here that no other one waits to follow.</summary>
    public bool CanFollow(string sweepId) => _unfollowed.TryGetValue(sweepId, out var leases) && leases.Count > 0;

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

    /// <summary>Whether such a lease could be granted now.</summary>
    public bool Fits(double cpu, double gpu) => _free.Find(cpu, gpu) is not null;

    /// <summary>Whether such a lease could be granted if nothing ran.</summary>
    public bool CouldFit(double cpu, double gpu) => new DeviceLedger(_beat.Cpus, _beat.Gpus).Find(cpu, gpu) is not null;

    /// <summary>Grants a lease of what <see cref="Fits"/>.</summary>
    public Grant Grant(LeaseId id, SweepDemand demand, TimeSpan expires)
    {
        var device = _free.Find(demand.Cpu, demand.Gpu)
            ?? throw new InvalidOperationException("Such a lease does not fit now.");
        return Grant(Lease(id, demand, device), demand, expires);
    }

    /// <summary>
    /// A granted lease comes back unused; false where it is none, or was claimed: that is the node's to end.
    /// </summary>
    public bool Return(LeaseId id)
    {
        if (!_grants.Remove(id, out var grant)) return false;
        // It had no share yet; what it was to follow is seen again at the next beat.
        if (grant.Lease.Ahead) return true;
        _free.Give(grant.Lease.Device, grant.Lease.Cpu, grant.Lease.Gpu);
        _used[grant.SweepId] -= Cost(grant.Lease);
        return true;
    }

    /// <summary>Takes back what was not claimed in time, and returns it.</summary>
    public IReadOnlyCollection<Grant> Expire(TimeSpan now)
    {
        if (_grants.Count == 0) return [];
        var expired = _grants.Values.Where(grant => grant.Expires <= now).ToArray();
        foreach (var grant in expired) Return(grant.Lease.Id);
        return expired;
    }

    /// <summary>
    /// What a lease weighs among sweeps: a GPU is what is scarce where there is one; cores decide among the others.
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
    };

    private Grant Grant(Lease lease, SweepDemand demand, TimeSpan expires)
    {
        Count(demand.SweepId, lease, lease.Ahead);
        return _grants[lease.Id] = new Grant(demand.SweepId, lease, expires);
    }

    /// <summary>
    /// A lease ahead that is on its way while what it was to follow has ended will find its share free, and take it.
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
