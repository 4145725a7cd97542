using Experiments.Changes.Access;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Queries;

namespace Experiments.Changes.Nodes;

/// <summary>Lets nodes take no more attempts, or take them again.</summary>
/// <param name="silos">The live silos.</param>
/// <param name="registry">The drained nodes.</param>
/// <param name="recorder">Records the changes.</param>
public sealed class NodeDraining(SiloQueries silos, IClusterRegistry registry, ChangeRecorder recorder)
{
    /// <summary>Drains the node that the user names, or ends that.</summary>
    /// <param name="reference">The node's name, the address of one of its silos, or the start of either.</param>
    /// <param name="drained">Whether it is drained from now on.</param>
    /// <param name="cancel">Cancels the change.</param>
    /// <returns>The report that it was done, a sentence.</returns>
    /// <exception cref="UserErrorException">No node matches, or several do.</exception>
    public async Task<string> DrainAsync(string reference, bool drained, CancellationToken cancel)
    {
        var live = await silos.ListAsync(cancel);
        var node = NodeLookup.Find(reference, live, await silos.ListDrainedAsync(cancel));
        return await recorder.RecordAsync(
            drained ? "drain" : "undrain", null, $"node '{node.Node}' of cluster '{node.Cluster}'",
            async () => Describe(
                node, drained, await registry.DrainAsync(node.Cluster, node.Node, drained, cancel), live),
            cancel);
    }

    private static string Describe(NodeName name, bool drained, bool changed, IReadOnlyList<LiveSilo> silos)
    {
        var title = $"node '{name.Node}'";
        if (!drained) return changed ? $"{title} takes trials again" : $"{title} was not drained";
        if (!changed) return $"{title} was drained already";
        var own = silos.Where(silo => silo.Cluster == name.Cluster && silo.Node == name.Node).ToArray();
        var pool = own.Length > 0 ? own[0].Pool : "";
        var others = silos.Any(
            silo => silo.Cluster == name.Cluster && silo.Node != name.Node && silo.Pool == pool && silo.TakesTrials);
        return $"{title} takes no more trials{(own.Length > 1 ? $", on any of its {own.Length} silos" : "")}: "
            + "those that run there save a checkpoint "
            + (others
                ? "and go on elsewhere"
                : $"and wait, because pool '{pool}' has no other node that takes trials, until "
                    + $"'experiments undrain {ShellText.Quote(name.Node)}' or another node joins");
    }
}
