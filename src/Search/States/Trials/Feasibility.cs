using Experiments.Search.Specs;

namespace Experiments.Search.States.Trials;

/// <summary>Whether trials keep the limits of a search (<see cref="SearchSpec.Constraints"/>).</summary>
public static class Feasibility
{
    /// <summary>
    /// Returns the sum of what the values are outside of their limits, each as a share of its limit; null if none is.
    /// A value that is not known, or not finite, is outside of none.
    /// </summary>
    public static double? ViolationOf(SearchSpec spec, OutcomeValues? outcomes)
    {
        if (outcomes is null || spec.Constraints is not { } constraints) return null;
        var sum = constraints.Zip(outcomes.Items, (constraint, value) =>
            value is { } known && double.IsFinite(known) ? constraint.ViolationOf(known) : 0).Sum();
        return sum > 0 ? sum : null;
    }

    /// <summary>
    /// Returns the objective with which a trial ranks at its end: null if it is not finite, or if another objective or
    /// a metric with a limit is not, so that it is unknown how good the trial is or whether it keeps the limit.
    /// </summary>
    internal static double? FinalObjective(SearchSpec spec, double? objective, OutcomeValues? outcomes)
    {
        if (objective is not { } value || !double.IsFinite(value)) return null;
        var needed = spec.OutcomeMetrics.Count();
        return needed == 0 || (outcomes is not null && outcomes.Items.Length == needed
            && outcomes.Items.All(known => known is { } number && double.IsFinite(number)))
            ? value
            : null;
    }

    /// <summary>
    /// Returns the objective with which a trial ranks at a rung: NaN if another objective or a metric with a
    /// limit is not a finite number. One that was not reported yet does not count there.
    /// </summary>
    internal static double RungObjective(double objective, OutcomeValues? outcomes) =>
        outcomes?.Items.Any(known => known is { } number && !double.IsFinite(number)) == true ? double.NaN : objective;
}
