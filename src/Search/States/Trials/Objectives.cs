using System.Collections.Immutable;
using Experiments.Search.Specs;

namespace Experiments.Search.States.Trials;

/// <summary>The objectives of trials in a search that has several (<see cref="SearchSpec.MoreObjectives"/>).</summary>
public static class Objectives
{
    /// <summary>
    /// Returns the values of all objectives in order, or null if there is only one, or a value is not a finite number.
    /// </summary>
    /// <param name="spec">The specification of the search.</param>
    /// <param name="objective">The first objective.</param>
    /// <param name="outcomes">The values of the metrics besides it.</param>
    public static OutcomeValues? Of(SearchSpec spec, double? objective, OutcomeValues? outcomes)
    {
        if (spec.MoreObjectives is not { } more) return null;
        ImmutableArray<double?> values = [objective, .. MoreOf(spec, more, outcomes)];
        return values.All(value => value is { } number && double.IsFinite(number)) ? new(values) : null;
    }

    /// <summary>
    /// Returns the scores of all objectives in order: smaller ones are better, whatever the goals. One that is not
    /// known, because it was not reported yet, is infinite: worse than any other.
    /// </summary>
    public static double[] ScoresOf(SearchSpec spec, double objective, OutcomeValues? outcomes)
    {
        var more = spec.MoreObjectives ?? [];
        return
        [
            Score(spec.Goal, objective),
            .. MoreOf(spec, more, outcomes).Zip(more, (value, of) => Score(of.Goal, value)),
        ];
    }

    // Those of the limits come first.
    private static IEnumerable<double?> MoreOf(
        SearchSpec spec, ImmutableArray<MetricGoal> more, OutcomeValues? outcomes)
    {
        var first = spec.Constraints?.Length ?? 0;
        return more.Select((_, index) =>
            outcomes is not null && first + index < outcomes.Items.Length ? outcomes.Items[first + index] : null);
    }

    private static double Score(Goal goal, double? value) =>
        value is not { } number || double.IsNaN(number) ? double.PositiveInfinity
        : goal == Goal.Minimize ? number : -number;
}
