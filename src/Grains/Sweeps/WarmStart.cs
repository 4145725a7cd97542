using System.Collections.Immutable;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
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
            observations.AddRange(
                LentObservations.Extract(log).Select(lent => Translate(spec, sweep.Spec, lent)).OfType<Observation>());
        }
        return observations.ToImmutable();
    }

    // The other sweep may have limits of other metrics and other objectives, or none. With several objectives, their
    // names count, since they may be in another order; null if the first one was not measured.
    private static Observation? Translate(SweepSpec wanted, SweepSpec other, Observation lent)
    {
        var known = other.Search.OutcomeMetrics.Zip(lent.Outcomes?.Items ?? [])
            .Append((other.Metric, lent.Objective)).ToLookup(pair => pair.Item1, pair => pair.Item2);
        ImmutableArray<double?> outcomes =
            [.. wanted.Search.OutcomeMetrics.Select(metric => known[metric].FirstOrDefault())];
        var translated = lent with { Outcomes = outcomes.Any(value => value is not null) ? new(outcomes) : null };
        if (wanted.Search.MoreObjectives is null || lent.Objective is null) return translated;
        return known[wanted.Metric].FirstOrDefault() is { } objective
            ? translated with { Objective = objective }
            : null;
    }
}
