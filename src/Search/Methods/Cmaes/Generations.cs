using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>The distribution that results from all trials so far.</summary>
internal static class Generations
{
    /// <summary>
    /// Learns one generation after the other, up to the first one in which a trial has not begun, or has no result yet
    /// and may still get one. A trial that has reached a rung counts with its result there.
    /// </summary>
    public static SearchDistribution After(SearchSpec spec, SearchState state, CmaesAxes axes)
    {
        var experience = Experience.Collect(spec, state);
        var ranked = experience.Ranked;
        var places = ranked.Index().ToDictionary(pair => pair.Item.Trial, pair => pair.Index);
        var open = experience.Running.Concat(experience.Waiting).Select(open => open.Trial).ToHashSet();
        var distribution = new SearchDistribution(
            axes, spec, [.. ranked.Where(lent => lent.Trial < 0)]);
        var first = 0;
        var firsts = state.Firsts;
        while (first + distribution.Size <= firsts.Length)
        {
            var members = firsts.AsSpan(first, distribution.Size).ToArray();
            if (members.Any(open.Contains)) break;
            first += members.Length;
            var ended = members.Where(places.ContainsKey).Select(trial => places[trial]).Order();
            distribution.Learn([.. ended.Select(place => ranked[place])]);
        }
        return distribution;
    }
}
