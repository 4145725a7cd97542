using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States.Trials;

namespace Experiments.Grains.Sweeps;

/// <summary>Reads the results of other sweeps' trials.</summary>
internal static class WarmStart
{
    /// <summary>Returns the observations that the sweeps with these ids have made so far, sweep after sweep.</summary>
    /// <exception cref="UserErrorException">No sweep has one of these ids.</exception>
    public static async Task<ImmutableArray<Observation>> ReadAsync(ISweepStore store, ImmutableArray<string> ids)
    {
        var observations = ImmutableArray.CreateBuilder<Observation>();
        foreach (var id in ids)
        {
            var sweep = await store.FindAsync(id, CancellationToken.None)
                ?? throw new UserErrorException($"'warm_start' names sweep '{id}', which is not in this database");
            var log = new List<SearchStep>();
            await foreach (var step in store.ReadLogAsync(sweep.Key, CancellationToken.None)) log.Add(step);
            observations.AddRange(LentObservations.Extract(log));
        }
        return observations.ToImmutable();
    }
}
