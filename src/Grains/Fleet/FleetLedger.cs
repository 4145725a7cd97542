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

    /// <summary>Takes a sweep's demand in place of what it said before.</summary>
    public void Hear(SweepDemand demand)
    {
        if (demand.Wanted == 0)
        {
            _demands.Remove(demand.SweepId);
            return;
        }

        _demands[demand.SweepId] = demand;
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
    /// its weight.
    /// </summary>
    public ImmutableArray<Grant> Allocate(TimeSpan now)
    {
        _open.UnionWith(_nodes.Values.Where(node => node.Expire(now)));
        var open = _open.Where(node => !node.IsDraining && now - node.HeardAt < Silence).ToArray();
        _open.Clear();
        // At nearly every beat of a busy fleet nothing is free, and the sums below need not be made.
        var asking = _demands.Values.Where(demand => Array.Exists(open, node => node.Fits(demand.Cpu, demand.Gpu))).ToList();
        if (asking.Count == 0) return [];

        var used = Usage();
        // Nodes only fill up from here on: what did not fit one need not be tried there again.
        var tried = new Dictionary<(double Cpu, double Gpu), int>();
        var grants = ImmutableArray.CreateBuilder<Grant>();
        while (asking.MinBy(demand => (-(long)demand.Priority, used.GetValueOrDefault(demand.SweepId) / demand.Weight)) is { } next)
        {
            asking.Remove(next);
            var shape = (next.Cpu, next.Gpu);
            var index = Array.FindIndex(open, tried.GetValueOrDefault(shape), node => node.Fits(next.Cpu, next.Gpu));
            if (index < 0) continue;
            tried[shape] = index;
            var grant = open[index].Grant(new LeaseId(incarnation, ++_lastLease), next, now + LeaseLife);
            grants.Add(grant);
            used[next.SweepId] = used.GetValueOrDefault(next.SweepId) + FleetNode.Cost(grant.Lease);
            var rest = next with { Wanted = next.Wanted - 1 };
            if (rest.Wanted > 0) asking.Add(_demands[next.SweepId] = rest);
            else _demands.Remove(next.SweepId);
        }

        return grants.ToImmutable();
    }

    private Dictionary<string, double> Usage()
    {
        var used = new Dictionary<string, double>();
        foreach (var (sweep, cost) in _nodes.Values.SelectMany(node => node.Used)) used[sweep] = used.GetValueOrDefault(sweep) + cost;
        return used;
    }
}
