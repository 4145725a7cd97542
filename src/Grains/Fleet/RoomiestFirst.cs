namespace Experiments.Grains.Fleet;

/// <summary>
/// Finds, for leases of one shape, the node with the greatest share free. Nodes only fill up while it is used, so that
/// one that was too full once never comes back.
/// </summary>
internal sealed class RoomiestFirst
{
    private readonly PriorityQueue<(FleetNode Node, int Index), (double Used, int Index)> _nodes = new();
    private readonly double _cpu;
    private readonly double _gpu;

    public RoomiestFirst(IReadOnlyList<FleetNode> nodes, double cpu, double gpu)
    {
        (_cpu, _gpu) = (cpu, gpu);
        for (var i = 0; i < nodes.Count; i++) Add(nodes[i], i);
    }

    /// <summary>The node, or null where the lease fits nowhere.</summary>
    public FleetNode? Find()
    {
        while (_nodes.TryDequeue(out var first, out var then))
        {
            if (!first.Node.Fits(_cpu, _gpu)) continue;
            // It may have filled up since it was put in.
            Add(first.Node, first.Index);
            if (1 - first.Node.FreeShare(_gpu > 0) <= then.Used) return first.Node;
        }

        return null;
    }

    private void Add(FleetNode node, int index) => _nodes.Enqueue((node, index), (1 - node.FreeShare(_gpu > 0), index));
}
