using Experiments.Contracts.Sweeps;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Client.Output;

/// <summary>What a sweep's budget is, and what is left of it.</summary>
internal static class BudgetLeft
{
    /// <summary>Returns the limits as an object with the parts that there are.</summary>
    public static Fields Limits(SweepBudget budget) =>
        Parts(budget.Seconds, budget.DeviceHours, budget.NoBetterAfter);

    /// <summary>Returns the limits in the words of a sweep file: <c>time: 2h, no_better_after: 30</c>.</summary>
    public static string DescribeLimits(SweepBudget budget) =>
        string.Join(", ", PartsOf(budget).Select(part => BudgetText.Of(part, budget)));

    /// <summary>Returns what is left as an object with the same parts.</summary>
    public static Fields Of(Spending spending) => Parts(
        Left(spending.Limits.Seconds, spending.Seconds), Left(spending.Limits.DeviceHours, spending.DeviceHours),
        (int?)Left(spending.Limits.NoBetterAfter, spending.SinceBest));

    /// <summary>
    /// Describes what is left: <c>1 h 20 min, 3.2 GPU hours, 12 trials without a better one</c>.
    /// </summary>
    /// <param name="spending">The budget and what was used.</param>
    /// <param name="needs">What each trial uses.</param>
    public static string Describe(Spending spending, ResourceSpec needs) => string.Join(
        ", ", PartsOf(spending.Limits).Select(part => part switch
        {
            BudgetPart.Time =>
                ShortText.Format(TimeSpan.FromSeconds(Left(spending.Limits.Seconds, spending.Seconds)!.Value)),
            BudgetPart.DeviceHours => DeviceHours.Format(
                Left(spending.Limits.DeviceHours, spending.DeviceHours)!.Value, needs),
            _ => $"{Left(spending.Limits.NoBetterAfter, spending.SinceBest):0} trials without a better one",
        }));

    private static IEnumerable<BudgetPart> PartsOf(SweepBudget budget)
    {
        if (budget.Seconds is not null) yield return BudgetPart.Time;
        if (budget.DeviceHours is not null) yield return BudgetPart.DeviceHours;
        if (budget.NoBetterAfter is not null) yield return BudgetPart.NoBetterAfter;
    }

    private static double? Left(double? limit, double used) => limit is { } most ? Math.Max(0, most - used) : null;

    private static Fields Parts(double? seconds, double? deviceHours, int? noBetterAfter) => new(
    [
        .. new[]
        {
            KeyValuePair.Create("time_seconds", (object?)seconds),
            KeyValuePair.Create("device_hours", (object?)deviceHours),
            KeyValuePair.Create("no_better_after", (object?)noBetterAfter),
        }.Where(part => part.Value is not null),
    ]);
}
