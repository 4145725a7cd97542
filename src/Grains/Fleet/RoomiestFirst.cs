namespace Experiments.Grains.Fleet;

/// <summary>
/// Finds the node with the greatest free share for leases of one size. While it is used, nodes only fill up, so a node
/// that was once too full is not considered again.
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

    /// <summary>Returns the node, or null if the lease fits nowhere.</summary>
    public FleetNode? Find()
    {
        while (_nodes.TryDequeue(out var first, out var then))
        {
            if (!first.Node.Fits(_cpu, _gpu)) continue;
            // The node may have filled up since it was added.
            Add(first.Node, first.Index);
            if (1 - first.Node.FreeShare(_gpu > 0) <= then.Used) return first.Node;
        }

        return null;
    }

    private void Add(FleetNode node, int index) => _nodes.Enqueue((node, index), (1 - node.FreeShare(_gpu > 0), index));
}
