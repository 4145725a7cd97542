using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Fleet.Health;

namespace Experiments.Grains.Fleet;

/// <summary>
/// Matches demands with nodes. Pure bookkeeping: it makes no calls, and its clock is the age of the fleet, which
/// callers pass in and which never goes back.
/// </summary>
internal sealed class FleetLedger(Guid incarnation)
{
    /// <summary>The time after which a lease that no node has claimed is void: 10 s.</summary>
    public static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time without a beat after which a node is granted nothing, because its last beat may be out of date: 5 s.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, FleetNode> _nodes = [];
    private readonly Dictionary<string, FleetDemand> _demands = [];

    /// <summary>
    /// Nodes that may have room for a demand. The other nodes have room for none: they were examined and have not
    /// changed since.
    /// </summary>
    private readonly HashSet<FleetNode> _open = [];

    private readonly PoolHealth _health = new(Silence);
    private long _lastLease;

    private IEnumerable<FleetDemand> Wanting => _demands.Values.Where(demand => demand.Wanted > 0);

    /// <summary>The silos that have sent a beat.</summary>
    public IEnumerable<string> Silos => _nodes.Keys;

    /// <summary>Records a node's beat.</summary>
    public void Hear(NodeBeat beat, TimeSpan now)
    {
        if (_nodes.TryGetValue(beat.Silo, out var node)) node.Hear(beat, now);
        else _nodes.Add(beat.Silo, node = new FleetNode(beat, now));
        _open.Add(node);
        _health.Hear(beat, now);
    }

    /// <summary>Returns what of a silo is quarantined, to tell it.</summary>
    public ImmutableArray<PlaceHealth> QuarantinedOf(string silo, TimeSpan now) => _health.QuarantinedOf(silo, now);

    /// <summary>Returns which quarantines have begun or ended since the last call.</summary>
    public ImmutableArray<HealthChange> TakeHealthChanges() => _health.TakeChanges();

    /// <summary>Records a sweep's demand, which replaces its previous one.</summary>
    public void Hear(SweepDemand said, TimeSpan now)
    {
        foreach (var (sweep, past) in _demands)
            if (past.IsOver(now)) _demands.Remove(sweep);
        if (_demands.TryGetValue(said.SweepId, out var demand)) demand.Hear(said, now);
        else _demands.Add(said.SweepId, demand = new FleetDemand(said, now));
        if (demand.Wanted > 0) _open.UnionWith(_nodes.Values);
    }

    /// <summary>Forgets a dead silo and what was granted on it.</summary>
    public void Forget(string silo)
    {
        if (!_nodes.Remove(silo, out var node)) return;
        _open.Remove(node);
        _health.Forget(silo);
        WithdrawAll(node.Unclaimed);
    }

    /// <summary>Takes back an unused lease. The sweep reports itself what it wants now.</summary>
    public void Return(LeaseId lease)
    {
        if (_nodes.Values.FirstOrDefault(node => node.Return(lease)) is { } node) _open.Add(node);
    }

    /// <summary>Returns why no node could ever hold such a lease, or null if one could.</summary>
    public string? WhyNot(string pool, double cpu, double gpu)
    {
        if (_nodes.Count == 0) return $"pool '{pool}' has no node";
        if (_nodes.Values.Any(node => node.CouldFit(cpu, gpu))) return null;
        return $"no node of pool '{pool}' has {cpu} CPU cores"
            + (gpu > 0 ? $" and a GPU with a share of {gpu}" : "");
    }

    /// <summary>
    /// Grants all leases that can be granted now: to the highest priority first, and among equal priorities to the
    /// sweep that uses least relative to its weight. Each lease is granted on the node with the greatest free share,
    /// and there on the fullest GPU that has room.
    /// </summary>
    public ImmutableArray<Grant> Allocate(TimeSpan now)
    {
        foreach (var node in _nodes.Values) WithdrawAll(node.Expire(now));
        foreach (var node in _nodes.Values) Limit(node, now);
        var open = _open.Where(node => IsUsed(node, now)).ToArray();
        _open.Clear();
        return [.. AllocateFree(open, now), .. AllocateAhead(open, now)];
    }

    /// <summary>
    /// Returns what to ask back now so that demands of a higher priority find room: on each node the attempts that
    /// began last, and no more than are needed.
    /// </summary>
    public ImmutableArray<Claim> Preempt(TimeSpan now)
    {
        var nodes = _nodes.Values.Where(node => IsUsed(node, now) && node.Limits.AreNone).ToArray();
        var lowest = nodes.Select(node => node.LowestPriority).DefaultIfEmpty(int.MaxValue).Min();
        var urgent = Wanting.Where(demand => demand.Said.Priority > lowest)
            .OrderByDescending(demand => demand.Said.Priority).ToArray();
        if (urgent.Length == 0) return [];
        var rooms = nodes.Select(node => (Node: node, Room: node.Preempt(now))).ToArray();
        var victims = ImmutableArray.CreateBuilder<Claim>();
        foreach (var demand in urgent)
        {
            for (var left = demand.Wanted; left > 0; left--)
            {
                if (Array.Exists(rooms, room => room.Room.TryTake(demand.Said))) continue;
                var (node, claims) = rooms.Select(room => (room.Node, Claims: room.Room.MakeRoom(demand.Said)))
                    .FirstOrDefault(found => !found.Claims.IsEmpty);
                if (node is null) break;
                foreach (var claim in claims) node.Ask(claim.Lease.Id, now + LeaseLife);
                victims.AddRange(claims);
            }
        }

        return [.. victims.Distinct()];
    }

    /// <summary>
    /// Returns what to ask back now because it waits for a device that is quarantined since.
    /// </summary>
    public ImmutableArray<Claim> Recall(TimeSpan now)
    {
        var recalled = ImmutableArray.CreateBuilder<Claim>();
        foreach (var node in _nodes.Values.Where(node => !node.Limits.AreNone))
        {
            var claims = node.WaitInVain().ToArray();
            foreach (var claim in claims) node.Ask(claim.Lease.Id, now + LeaseLife);
            recalled.AddRange(claims);
        }

        return recalled.ToImmutable();
    }

    private static bool IsUsed(FleetNode node, TimeSpan now) => !node.IsDraining && now - node.HeardAt < Silence;

    private void Limit(FleetNode node, TimeSpan now) => node.Limits = _health.LimitsOf(node.Silo, node.Holds, now);

    /// <summary>
    /// Returns the nodes on which a demand is granted leases: without those that it avoids, if another one could ever
    /// have room.
    /// </summary>
    private FleetNode[] For(FleetDemand demand, FleetNode[] open, TimeSpan now) =>
        demand.Said.Avoid.IsEmpty || !_nodes.Values.Any(node => IsUsed(node, now)
            && !demand.Avoids(node.Silo, now) && node.IsFor(demand.Said.Cpu, demand.Said.Gpu))
            ? open
            : [.. open.Where(node => !demand.Avoids(node.Silo, now))];

    private ImmutableArray<Grant> AllocateFree(FleetNode[] open, TimeSpan now)
    {
        // At nearly every beat of a busy fleet nothing is free, and the sums below are not needed.
        var asking = Wanting
            .Where(demand => Array.Exists(open, node => node.Fits(demand.Said.Cpu, demand.Said.Gpu))).ToList();
        if (asking.Count == 0) return [];

        var used = Usage();
        var rooms = new Dictionary<(double Cpu, double Gpu, string? Picky), RoomiestFirst>();
        var grants = ImmutableArray.CreateBuilder<Grant>();
        while (asking.MinBy(Turn) is { } next)
        {
            asking.Remove(next);
            var (cpu, gpu, sweep) = (next.Said.Cpu, next.Said.Gpu, next.Said.SweepId);
            var key = (cpu, gpu, next.Said.Avoid.IsEmpty ? null : sweep);
            if (!rooms.TryGetValue(key, out var room))
                rooms.Add(key, room = new RoomiestFirst(For(next, open, now), cpu, gpu));
            if (room.Find() is not { } node) continue;
            var grant = next.Note(node.Grant(NextLease(), next.Said, now + LeaseLife));
            if (grant.Lease.Probes)
            {
                _health.Granted(grant.Lease, now);
                Limit(node, now);
            }

            grants.Add(grant);
            used[sweep] = used.GetValueOrDefault(sweep) + FleetNode.Cost(grant.Lease);
            if (next.Wanted > 0) asking.Add(next);
        }

        return grants.ToImmutable();

        (long, double) Turn(FleetDemand demand) =>
            (-(long)demand.Said.Priority, used.GetValueOrDefault(demand.Said.SweepId) / demand.Said.Weight);
    }

    /// <summary>
    /// Grants leases ahead if only one sweep wants leases. If several compete, a share that becomes free goes to the
    /// next sweep by priority and share.
    /// </summary>
    private ImmutableArray<Grant> AllocateAhead(FleetNode[] open, TimeSpan now)
    {
        if (Wanting.Take(2).ToArray() is not [{ Said.Ahead: true } demand]) return [];
        var grants = ImmutableArray.CreateBuilder<Grant>();
        foreach (var node in For(demand, open, now))
        {
            while (demand.Wanted > 0 && node.CanFollow(demand.Said.SweepId))
                grants.Add(demand.Note(node.GrantAhead(NextLease(), demand.Said, now + LeaseLife)));
        }

        return grants.ToImmutable();
    }

    private LeaseId NextLease() => new(incarnation, ++_lastLease);

    /// <summary>Withdraws grants that will not be used, so that their sweeps want as many again.</summary>
    private void WithdrawAll(IReadOnlyCollection<Grant> grants)
    {
        if (grants.Count == 0) return;
        foreach (var grant in grants) _demands.GetValueOrDefault(grant.SweepId)?.Withdraw(grant.Lease.Id);
        _open.UnionWith(_nodes.Values);
    }

    private Dictionary<string, double> Usage()
    {
        var used = new Dictionary<string, double>();
        foreach (var (sweep, cost) in _nodes.Values.SelectMany(node => node.Used))
            used[sweep] = used.GetValueOrDefault(sweep) + cost;
        return used;
    }
}
