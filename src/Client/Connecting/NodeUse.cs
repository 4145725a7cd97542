using System.Collections.Immutable;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>A live node, and the trials that run on it.</summary>
/// <param name="Silo">The node's silo.</param>
/// <param name="Trials">The trials that run on it, each <c>sweep/trial</c> with the sweep's id.</param>
internal sealed record NodeUse(LiveSilo Silo, ImmutableArray<string> Trials)
{
    /// <summary>Lists all live nodes.</summary>
    public static async Task<IReadOnlyList<NodeUse>> ListAsync(SweepDatabase database, CancellationToken cancel)
    {
        var silos = await database.Silos.ListAsync(cancel);
        var running = (await database.Silos.ListRunningAsync(cancel)).ToLookup(trial => trial.Silo);
        return [.. silos.Select(
            silo => new NodeUse(silo, [.. running[silo.Silo].Select(trial => $"{trial.SweepId}/{trial.Trial}")]))];
    }
}
