using System.Collections.Immutable;
using Experiments.Contracts.Grains;

namespace Experiments.Grains.Fleet;

/// <summary>
/// Matches demands with nodes. Pure bookkeeping: no calls, and for a clock the age of the fleet, which callers pass in and
/// which never goes back.
/// </summary>
internal sealed class FleetLedger(Guid incarnation)
{
    /// <summary>A lease that no node has claimed for so long is void.</summary>
    public static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(10);

    /// <summary>A node that has said nothing for so long is granted nothing: what it said last may not be so any more.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, FleetNode> _nodes = [];
    private readonly Dictionary<string, SweepDemand> _demands = [];

    /// <summary>Nodes that may have room for a demand. No other has room for any: it was looked at, and has not changed since.</summary>
    private readonly HashSet<FleetNode> _open = [];

    private long _lastLease;

    /// <summary>The silos that have spoken.</summary>
    public IEnumerable<string> Silos => _nodes.Keys;

    /// <summary>Takes a node's word.</summary>
    public void Hear(NodeBeat beat, TimeSpan now)
    {
        if (_nodes.TryGetValue(beat.Silo, out var node)) node.Hear(beat, now);
        else _nodes.Add(beat.Silo, node = new FleetNode(beat, now));
        _open.Add(node);
    }

    /// <summary>Takes a sweep's demand in place of what it said before, less what was granted to it that it had not heard of.</summary>
    public void Hear(SweepDemand demand)
    {
        var heard = demand.Heard is { } last && last.Fleet == incarnation ? last.Number : 0;
        var wanted = demand.Wanted == 0 ? 0 : demand.Wanted - _nodes.Values.Sum(node => node.GrantedAfter(heard, demand.SweepId));
        if (wanted <= 0)
        {
            _demands.Remove(demand.SweepId);
            return;
        }

        _demands[demand.SweepId] = demand with { Wanted = wanted };
        _open.UnionWith(_nodes.Values);
    }

    /// <summary>Forgets a silo that is dead, and what was granted on it.</summary>
    public void Forget(string silo)
    {
        if (_nodes.Remove(silo, out var node)) _open.Remove(node);
    }

    /// <summary>A granted lease comes back unused.</summary>
    public void Return(LeaseId lease)
    {
        if (_nodes.Values.FirstOrDefault(node => node.Return(lease)) is { } node) _open.Add(node);
    }

    /// <summary>Why no node could ever hold such a lease, or null.</summary>
    public string? WhyNot(string pool, double cpu, double gpu)
    {
        if (_nodes.Count == 0) return $"pool '{pool}' has no node";
        if (_nodes.Values.Any(node => node.CouldFit(cpu, gpu))) return null;
        return $"no node of pool '{pool}' has {cpu} CPU cores" + (gpu > 0 ? $" and a GPU with a share of {gpu} to lend" : "");
    }

    /// <summary>
    /// Grants all that can be granted now: to the highest priority first; among equals to the sweep that uses least for
    /// its weight. Each grant is on the node with the greatest share free, and there on the fullest GPU that has room.
    /// </summary>
    public ImmutableArray<Grant> Allocate(TimeSpan now)
    {
        _open.UnionWith(_nodes.Values.Where(node => node.Expire(now)));
        var open = _open.Where(node => !node.IsDraining && now - node.HeardAt < Silence).ToArray();
        _open.Clear();
        return [.. AllocateFree(open, now), .. AllocateAhead(open, now)];
    }

    /// <summary>
    /// What is to be asked back now so that demands of a higher priority find room: of each node what began last, and no more
    /// than is needed.
    /// </summary>
    public ImmutableArray<Claim> Preempt(TimeSpan now)
    {
        var nodes = _nodes.Values.Where(node => !node.IsDraining && now - node.HeardAt < Silence).ToArray();
        var lowest = nodes.Select(node => node.LowestPriority).DefaultIfEmpty(int.MaxValue).Min();
        var urgent = _demands.Values.Where(demand => demand.Priority > lowest).OrderByDescending(demand => demand.Priority).ToArray();
        if (urgent.Length == 0) return [];
        var rooms = nodes.Select(node => (Node: node, Room: node.Preempt(now))).ToArray();
        var victims = ImmutableArray.CreateBuilder<Claim>();
        foreach (var demand in urgent)
        {
            for (var left = demand.Wanted; left > 0; left--)
            {
                if (Array.Exists(rooms, room => room.Room.TryTake(demand))) continue;
                var (node, claims) = rooms.Select(room => (room.Node, Claims: room.Room.MakeRoom(demand)))
                    .FirstOrDefault(found => !found.Claims.IsEmpty);
                if (node is null) break;
                foreach (var claim in claims) node.Ask(claim.Lease.Id, now + LeaseLife);
                victims.AddRange(claims);
            }
        }

        return [.. victims.Distinct()];
    }

    private ImmutableArray<Grant> AllocateFree(FleetNode[] open, TimeSpan now)
    {
        // At nearly every beat of a busy fleet nothing is free, and the sums below need not be made.
        var asking = _demands.Values.Where(demand => Array.Exists(open, node => node.Fits(demand.Cpu, demand.Gpu))).ToList();
        if (asking.Count == 0) return [];

        var used = Usage();
        var rooms = new Dictionary<(double Cpu, double Gpu), RoomiestFirst>();
        var grants = ImmutableArray.CreateBuilder<Grant>();
        while (asking.MinBy(demand => (-(long)demand.Priority, used.GetValueOrDefault(demand.SweepId) / demand.Weight)) is { } next)
        {
            asking.Remove(next);
            var shape = (next.Cpu, next.Gpu);
            if (!rooms.TryGetValue(shape, out var room)) rooms[shape] = room = new RoomiestFirst(open, next.Cpu, next.Gpu);
            if (room.Find() is not { } node) continue;
            var grant = node.Grant(new LeaseId(incarnation, ++_lastLease), next, now + LeaseLife);
            grants.Add(grant);
            used[next.SweepId] = used.GetValueOrDefault(next.SweepId) + FleetNode.Cost(grant.Lease);
            if (Granted(next) is { } rest) asking.Add(rest);
        }

        return grants.ToImmutable();
    }

    /// <summary>
    /// Only a sweep that nobody else competes with has its attempts followed at once; otherwise what is freed goes to whoever is
    /// next by priority and share.
    /// </summary>
    private ImmutableArray<Grant> AllocateAhead(FleetNode[] open, TimeSpan now)
    {
        if (_demands.Count != 1 || _demands.Values.First() is not { Ahead: true } demand) return [];
        var grants = ImmutableArray.CreateBuilder<Grant>();
        foreach (var node in open)
        {
            while (demand is not null && node.CanFollow(demand.SweepId))
            {
                grants.Add(node.GrantAhead(new LeaseId(incarnation, ++_lastLease), demand, now + LeaseLife));
                demand = Granted(demand);
            }
        }

        return grants.ToImmutable();
    }

    /// <summary>Takes one off what a sweep wants; returns what is left, or null.</summary>
    private SweepDemand? Granted(SweepDemand demand)
    {
        if (demand.Wanted > 1) return _demands[demand.SweepId] = demand with { Wanted = demand.Wanted - 1 };
        _demands.Remove(demand.SweepId);
        return null;
    }

    private Dictionary<string, double> Usage()
    {
        var used = new Dictionary<string, double>();
        foreach (var (sweep, cost) in _nodes.Values.SelectMany(node => node.Used)) used[sweep] = used.GetValueOrDefault(sweep) + cost;
        return used;
    }
}
