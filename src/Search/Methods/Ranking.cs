using System.Collections.Immutable;
using Experiments.Search.Fronts;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods;

/// <summary>The ranking of trials that were trained for different lengths.</summary>
internal static class Ranking
{
    /// <summary>
    /// Sorts the best first: those that keep all limits, then the others, the least outside first. Of those that are
    /// equally far outside, the ones that trained to their end come first, then those that were stopped at deeper rungs
    /// before those at shallower ones, by objective within each. Those without an objective come last. Ties go to the
    /// lower number, so the order in which results arrived has no effect.
    /// </summary>
    /// <param name="spec">The specification of the search.</param>
    /// <param name="observations">The trials.</param>
    /// <param name="byHypervolume">
    /// If there are several objectives, the front decides, and within a front the least crowded come first, except that
    /// the first so many trials are those that add most to the hypervolume.
    /// </param>
    public static ImmutableArray<Observation> Sort(
        SearchSpec spec, IEnumerable<Observation> observations, int byHypervolume = 0)
    {
        var ordered = observations.ToArray();
        Array.Sort(ordered, (a, b) => Compare(spec, a, b));
        return spec.MoreObjectives is null
            ? ImmutableArray.Create(ordered)
            : [.. ByFront(spec, ordered, byHypervolume)];
    }

    private static List<Observation> ByFront(SearchSpec spec, Observation[] ordered, int byHypervolume)
    {
        var sorted = new List<Observation>(ordered.Length);
        var hasResult = ordered.TakeWhile(seen => seen.Objective is not null);
        foreach (var alike in hasResult.GroupBy(seen => (seen.Violation, seen.Rung)))
        {
            var group = alike.ToArray();
            var scores = group
                .Select(seen => Objectives.ScoresOf(spec, seen.Objective!.Value, seen.Outcomes)).ToArray();
            var order = sorted.Count < byHypervolume
                ? FrontOrder.ByHypervolume(scores, byHypervolume - sorted.Count)
                : FrontOrder.ByCrowding(scores);
            sorted.AddRange(order.Select(index => group[index]));
        }
        sorted.AddRange(ordered.Skip(sorted.Count));
        return sorted;
    }

    private static int Compare(SearchSpec spec, Observation a, Observation b)
    {
        if (a.Objective is { } x && b.Objective is { } y)
        {
            var violation = (a.Violation ?? 0).CompareTo(b.Violation ?? 0);
            if (violation != 0) return violation;
            var depth = (b.Rung ?? int.MaxValue).CompareTo(a.Rung ?? int.MaxValue);
            if (depth != 0) return depth;
            if (spec.MoreObjectives is null && x != y) return spec.Goal.IsBetter(x, y) ? -1 : 1;
        }
        else if (a.Objective is null != b.Objective is null)
        {
            return a.Objective is null ? 1 : -1;
        }
        return a.Trial.CompareTo(b.Trial);
    }
}
