using Experiments.Search.Specs;
using Experiments.SweepFiles.Keys;

namespace Experiments.SweepFiles.Sections;

/// <summary>Reads <c>budget</c>.</summary>
internal static class BudgetReader
{
    /// <summary>Reads the budget. Returns null if the file has no budget.</summary>
    /// <param name="sweep">The keys of the sweep file.</param>
    /// <param name="hasObjective">Whether trials rank.</param>
    /// <param name="errors">Receives the errors.</param>
    public static SweepBudget? Read(Section sweep, bool hasObjective, ErrorList errors)
    {
        if (!sweep.TryGet(SweepKeys.Budget, out var mapping)) return null;
        var keys = new Section(mapping, BudgetKeys.All, "budget", errors);
        if (mapping.Entries.Count == 0)
            errors.Add(keys.At, "budget: one of time, device_hours and no_better_after is missing; write 'time: 2h'");
        if (keys.Has(BudgetKeys.NoBetterAfter) && !hasObjective && !MetricReader.IsIn(sweep))
            errors.Add(
                keys.PositionOf(BudgetKeys.NoBetterAfter),
                "budget: 'no_better_after' needs a metric, since without one no trial is better than another; add "
                + "'metric'");
        return new()
        {
            Seconds = keys.TryGet(BudgetKeys.Time, out var time) ? time.TotalSeconds : null,
            DeviceHours = keys.TryGet(BudgetKeys.DeviceHours, out var hours) ? hours : null,
            NoBetterAfter = keys.TryGet(BudgetKeys.NoBetterAfter, out var trials) ? (int)trials : null,
        };
    }
}
