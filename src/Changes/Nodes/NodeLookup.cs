using Experiments.Storage.Queries;

namespace Experiments.Changes.Nodes;

/// <summary>
/// Finds a node as users name it: by its name or the address of one of its silos, or by the start of either.
/// </summary>
public static class NodeLookup
{
    /// <summary>Returns the node that the user names.</summary>
    /// <param name="reference">What the user wrote.</param>
    /// <param name="silos">The live silos.</param>
    /// <param name="drained">The nodes that are drained, which need not be alive.</param>
    /// <exception cref="UserErrorException">No node matches, or several do.</exception>
    public static NodeName Find(
        string reference, IReadOnlyList<LiveSilo> silos, IReadOnlyList<(string Cluster, string Node)> drained)
    {
        (string Word, NodeName Node, bool Serves)[] known =
        [
            .. silos.Select(silo => (silo.Node, new NodeName(silo.Cluster, silo.Node), silo.Serves)),
            .. silos.Select(silo => (silo.Silo, new NodeName(silo.Cluster, silo.Node), silo.Serves)),
            .. drained.Select(node => (node.Node, new NodeName(node.Cluster, node.Node), true)),
        ];
        var exact = known.Where(one => one.Word == reference).ToArray();
        var matching = exact.Length > 0
            ? exact
            : [.. known.Where(one => one.Word.StartsWith(reference, StringComparison.Ordinal))];
        // A 'run' on the same machine has a cluster of its own, and is rarely meant.
        if (Array.Exists(matching, one => one.Serves)) matching = [.. matching.Where(one => one.Serves)];
        return matching.Select(one => one.Node).Distinct().ToArray() switch
        {
            [var node] => node,
            [] => throw new UserErrorException(
                $"there is no node '{reference}': {List("live nodes are", known.Select(one => one.Node))}"),
            var several => throw new UserErrorException(
                $"'{reference}' may be several nodes: write more of its name or of its silo's address; "
                + List("these match", several)),
        };
    }

    private static string List(string are, IEnumerable<NodeName> nodes)
    {
        string[] names = [.. nodes.Select(node => $"'{node.Node}'").Distinct().Order(StringComparer.Ordinal)];
        return names.Length == 0
            ? "no node is live; start one with 'experiments serve'"
            : $"{are} {string.Join(", ", names)}";
    }
}
