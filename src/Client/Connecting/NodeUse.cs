using System.Collections.Immutable;
using Experiments.Changes.Nodes;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>A node that is live, or that is down and drained, and the trials that run on it.</summary>
/// <param name="Name">The node's name, and its cluster.</param>
/// <param name="Silo">The node's silo, or null if it is down.</param>
/// <param name="Trials">
/// The trials that run or wait on it, each <c>sweep/trial</c> with the sweep's id.
/// </param>
internal sealed record NodeUse(NodeName Name, LiveSilo? Silo, ImmutableArray<string> Trials)
{
    /// <summary>The number of trials that run there, without those that wait for the share of another.</summary>
    public int Running => Math.Max(0, Trials.Length - (Silo?.Waiting ?? 0));

    /// <summary>
    /// Whether the node takes work: <c>ready</c>; <c>draining</c> and at last <c>drained</c> if a user drained it;
    /// <c>leaving</c> if it is about to stop; <c>down</c> if it is drained and not live.
    /// </summary>
    public string State => Silo switch
    {
        null => "down",
        { Drained: true, Draining: true } when Trials.IsEmpty => "drained",
        { Drained: true } => "draining",
        { Draining: true } => "leaving",
        _ => "ready",
    };

    /// <summary>Lists all live nodes, and then those that are drained and not live.</summary>
    public static async Task<IReadOnlyList<NodeUse>> ListAsync(SweepDatabase database, CancellationToken cancel)
    {
        var silos = await database.Silos.ListAsync(cancel);
        var running = (await database.Silos.ListRunningAsync(cancel)).ToLookup(trial => trial.Silo);
        NodeUse[] live =
        [
            .. silos.Select(silo => new NodeUse(
                new NodeName(silo.Cluster, silo.Node), silo,
                [.. running[silo.Silo].Select(trial => $"{trial.SweepId}/{trial.Trial}")])),
        ];
        var drained = await database.Silos.ListDrainedAsync(cancel);
        return
        [
            .. live,
            .. drained.Select(node => new NodeName(node.Cluster, node.Node)).Except(live.Select(node => node.Name))
                .Select(name => new NodeUse(name, null, [])),
        ];
    }
}
