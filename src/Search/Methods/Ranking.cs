using System.Collections.Immutable;
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
    public static ImmutableArray<Observation> Sort(Goal goal, IEnumerable<Observation> observations)
    {
        var ordered = observations.ToArray();
        Array.Sort(ordered, (a, b) => Compare(goal, a, b));
        return ImmutableArray.Create(ordered);
    }

    private static int Compare(Goal goal, Observation a, Observation b)
    {
        if (a.Objective is { } x && b.Objective is { } y)
        {
            var violation = (a.Violation ?? 0).CompareTo(b.Violation ?? 0);
            if (violation != 0) return violation;
            var depth = (b.Rung ?? int.MaxValue).CompareTo(a.Rung ?? int.MaxValue);
            if (depth != 0) return depth;
            if (x != y) return goal.IsBetter(x, y) ? -1 : 1;
        }
        else if (a.Objective is null != b.Objective is null)
        {
            return a.Objective is null ? 1 : -1;
        }
        return a.Trial.CompareTo(b.Trial);
    }
}
