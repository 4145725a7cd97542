using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Grains.Sweeps;

/// <summary>Reads the results of other sweeps' trials.</summary>
internal static class WarmStart
{
    /// <summary>
    /// Returns the observations that the sweeps have made so far from which this one learns, sweep after sweep.
    /// </summary>
    /// <exception cref="UserErrorException">There is no such sweep.</exception>
    public static async Task<ImmutableArray<Observation>> ReadAsync(ISweepStore store, SweepSpec spec)
    {
        var observations = ImmutableArray.CreateBuilder<Observation>();
        foreach (var id in spec.WarmStart)
        {
            var sweep = await store.FindAsync(id, CancellationToken.None)
                ?? throw new UserErrorException($"'warm_start' names sweep '{id}', which is not in this database");
            var log = new List<SearchStep>();
            await foreach (var step in store.ReadLogAsync(sweep.Key, CancellationToken.None)) log.Add(step);
            observations.AddRange(LentObservations.Extract(log).Select(observation => observation with
            {
                Outcomes = InOrderOf(spec.Search.Constraints, sweep.Spec.Search.Constraints, observation.Outcomes),
            }));
        }
        return observations.ToImmutable();
    }

    // The other sweep may have limits of other metrics, or none.
    private static OutcomeValues? InOrderOf(
        ImmutableArray<OutcomeConstraint>? wanted, ImmutableArray<OutcomeConstraint>? known, OutcomeValues? values) =>
        wanted is { } limits && known is { } others && values is not null
            ? new([.. limits.Select(limit => others.Zip(values.Items)
                .FirstOrDefault(other => other.First.Metric == limit.Metric).Second)])
            : null;
}
