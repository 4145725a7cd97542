using System.Collections.Immutable;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods.Nsga2;

/// <summary>The trials that have survived the selection of all generations so far, the best first.</summary>
internal static class Population
{
    // By bench/search at 200 trials: a larger one has too few generations by then, a smaller one too little variety.
    private const int Size = 20;

    /// <summary>
    /// Selects from one generation after the other, up to the first one in which a trial has not begun, or has no
    /// result yet and may still get one. A trial that has reached a rung counts with its result there. Empty before the
    /// first generation is complete.
    /// </summary>
    public static ImmutableArray<Assignment> After(SearchSpec spec, SearchState state)
    {
        var experience = Experience.Collect(spec, state);
        var results = experience.Ranked.Where(seen => seen.Objective is not null)
            .ToDictionary(seen => seen.Trial);
        var open = experience.Running.Concat(experience.Waiting).Select(open => open.Trial).ToHashSet();
        var survivors = Select(results.Values.Where(lent => lent.Trial < 0));
        var firsts = state.Firsts;
        for (var first = 0; first + Size <= firsts.Length; first += Size)
        {
            var members = firsts.AsSpan(first, Size).ToArray();
            if (members.Any(open.Contains)) break;
            survivors = Select(survivors.Concat(members.Where(results.ContainsKey).Select(trial => results[trial])));
        }
        return [.. survivors.Select(survivor => survivor.Assignment)];

        ImmutableArray<Observation> Select(IEnumerable<Observation> candidates) =>
            [.. Ranking.Sort(spec, candidates).Take(Size)];
    }
}
