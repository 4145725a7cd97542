using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Search.Deciding.Turns;

/// <summary>How a budget is used and raised.</summary>
internal static class Budgets
{
    /// <summary>The share of its limit by which the time has to grow before it is recorded again.</summary>
    private const double Step = 0.01;

    /// <summary>The most seconds by which the time grows before it is recorded again.</summary>
    private const double MostSeconds = 60;

    /// <summary>
    /// Returns the action that records what was measured, or null if it need not be: device hours are measured from
    /// what is stored, so they are recorded only once they are used up; the time is lost if it is not recorded.
    /// </summary>
    public static SearchAction.RecordUse? Record(Spending? spending, SearchEvent.UseMeasured measured)
    {
        if (spending is null) return null;
        var seconds = spending.Limits.Seconds is { } most && measured.Seconds > spending.Seconds
            && (measured.Seconds >= most
                || measured.Seconds >= spending.Seconds + Math.Min(most * Step, MostSeconds));
        var hours = measured.DeviceHours > spending.DeviceHours
            && measured.DeviceHours >= spending.Limits.DeviceHours;
        return seconds || hours
            ? new(
                spending.Limits.Seconds is null ? null : Later(spending.Seconds, measured.Seconds),
                spending.Limits.DeviceHours is null ? null : Later(spending.DeviceHours, measured.DeviceHours))
            : null;
    }

    /// <summary>Returns whether a user may raise the budget so.</summary>
    public static bool CanRaise(SearchState state, SearchEvent.BudgetRaised raised) =>
        state is { Spending: { } spending, TargetTrial: null }
        && state.Status is not SweepStatus.Cancelling
        && raised is not { Seconds: null, DeviceHours: null, NoBetterAfter: null }
        && IsMore(spending.Limits.Seconds, raised.Seconds)
        && IsMore(spending.Limits.DeviceHours, raised.DeviceHours)
        && IsMore(spending.Limits.NoBetterAfter, raised.NoBetterAfter)
        && (raised.RunCap is not { } cap || (state.RunCap < cap && (state with { RunCap = cap }).Limit > state.Limit))
        && (spending with { Limits = raised.Raise(spending.Limits) }).Reached is null
        // A sweep that ended otherwise continues only if there are more trials to try.
        && (!state.IsFinal || spending.UsedUp is not null || raised.RunCap is not null);

    private static bool IsMore(double? before, double? raised) => raised is null || raised > before;

    private static double Later(double before, double? measured) => Math.Max(before, measured ?? 0);
}
