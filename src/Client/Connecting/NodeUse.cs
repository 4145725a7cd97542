using System.Collections.Immutable;
using Experiments.Storage.Queries;

namespace Experiments.Client.Connecting;

/// <summary>A node that lives, and the trials that run there.</summary>
/// <param name="Silo">The node's silo.</param>
/// <param name="Trials">What runs there, <c>sweep/trial</c>, by the sweep's id.</param>
internal sealed record NodeUse(LiveSilo Silo, ImmutableArray<string> Trials)
{
    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<NodeUse>> ListAsync(SweepDatabase database, CancellationToken cancel)
    {
        var silos = await database.Silos.ListAsync(cancel);
        var running = (await database.Silos.ListRunningAsync(cancel)).ToLookup(trial => trial.Silo);
        return [.. silos.Select(
            silo => new NodeUse(silo, [.. running[silo.Silo].Select(trial => $"{trial.SweepId}/{trial.Trial}")]))];
    }
}
