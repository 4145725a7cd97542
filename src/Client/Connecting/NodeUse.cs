using System.Collections.Immutable;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>A live node, and the trials that run on it.</summary>
/// <param name="Silo">The node's silo.</param>
/// <param name="Trials">
/// The trials that run or wait on it, each <c>sweep/trial</c> with the sweep's id.
/// </param>
internal sealed record NodeUse(LiveSilo Silo, ImmutableArray<string> Trials)
{
    /// <summary>The number of trials that run there, without those that wait for the share of another.</summary>
    public int Running => Math.Max(0, Trials.Length - Silo.Waiting);

    /// <summary>
    /// Whether the node takes work: <c>ready</c>; <c>draining</c> and at last <c>drained</c> if a user drained it;
    /// <c>leaving</c> if it is about to stop.
    /// </summary>
    public string State => Silo switch
    {
        { Drained: true, Draining: true } when Trials.IsEmpty => "drained",
        { Drained: true } => "draining",
        { Draining: true } => "leaving",
        _ => "ready",
    };

    /// <summary>Lists all live nodes.</summary>
    public static async Task<IReadOnlyList<NodeUse>> ListAsync(SweepDatabase database, CancellationToken cancel)
    {
        var silos = await database.Silos.ListAsync(cancel);
        var running = (await database.Silos.ListRunningAsync(cancel)).ToLookup(trial => trial.Silo);
        return [.. silos.Select(
            silo => new NodeUse(silo, [.. running[silo.Silo].Select(trial => $"{trial.SweepId}/{trial.Trial}")]))];
    }
}
