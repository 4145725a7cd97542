using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Web.Sweeps;

/// <summary>What a sweep has used of its budget.</summary>
/// <param name="Limits">What the budget allows now, with all extensions.</param>
/// <param name="Seconds">The time that the sweep has run, as last recorded, in seconds.</param>
/// <param name="DeviceHours">The hours that its trials used devices.</param>
/// <param name="SinceBest">The number of trials that ended since the best one.</param>
internal sealed record BudgetUseAnswer(SweepBudget Limits, double Seconds, double DeviceHours, int SinceBest)
{
    /// <summary>Creates the answer.</summary>
    public static BudgetUseAnswer Of(Spending spent) =>
        new(spent.Limits, spent.Seconds, spent.DeviceHours, spent.SinceBest);
}
