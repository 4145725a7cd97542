using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;

namespace Experiments.Client.Output;

/// <summary>Estimates what a budget allows, before anything runs.</summary>
internal static class BudgetEstimate
{
    /// <summary>Returns a line for each part of a budget.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="spec">The sweep.</param>
    /// <param name="total">The total number of trials, or null if it is unlimited.</param>
    public static IEnumerable<string> Describe(SweepBudget budget, SweepSpec spec, int? total)
    {
        if (budget.Seconds is { } seconds)
        {
            var text = BudgetText.Of(BudgetPart.Time, budget);
            yield return spec.MaxConcurrentTrials is { } most
                ? $"{text}: with {ShortText.Trials(most)} at once, {Allows(seconds * most, total)}"
                : $"{text}: as many trials as the nodes train in that time";
        }

        if (budget.DeviceHours is { } hours)
        {
            var each = spec.Resources.DeviceHours(TimeSpan.FromHours(1));
            yield return $"{BudgetText.Of(BudgetPart.DeviceHours, budget)}: at "
                + $"{DeviceHours.Format(each, spec.Resources)} for each hour of a trial, "
                + Allows(hours / each * 3_600, total);
        }

        if (budget.NoBetterAfter is { } count)
            yield return $"{BudgetText.Of(BudgetPart.NoBetterAfter, budget)}: at least {ShortText.Trials(count + 1L)}"
                + (count + 1L > total ? ", more than there are" : "");
    }

    // How long a trial takes is not known before one has run.
    private static string Allows(double seconds, int? total) =>
        $"{ShortText.Format(Time(seconds))} of training"
        + (total is { } trials
            ? $", {ShortText.Format(Time(seconds / trials))} for each of {ShortText.Trials(trials)}"
            : "");

    private static TimeSpan Time(double seconds) =>
        seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
