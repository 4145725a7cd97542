using System.Globalization;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Deciding.Turns;

/// <summary>The end of a sweep whose trials have all ended.</summary>
internal static class Conclusion
{
    /// <summary>
    /// Returns the final status for a state in which no trial runs, and none waits, is paused or will be proposed,
    /// except if the budget is used up.
    /// </summary>
    public static SearchAction.EnterStatus Decide(SearchSpec spec, SearchState state) => state switch
    {
        { Status: SweepStatus.Cancelling } => new(SweepStatus.Cancelled, null),
        { Status: SweepStatus.Stopping, TargetTrial: null, Spending: null or { UsedUp: null } } =>
            new(SweepStatus.Stopped, null),
        { TargetTrial: not null } => new(SweepStatus.Completed, TargetReached(spec, state)),
        { Completed: 0, Failed: > 0, Waiting.IsEmpty: true, Paused.IsEmpty: true } =>
            new(SweepStatus.Failed, NoneCompleted(state)),
        { Spending.UsedUp: not null } => new(SweepStatus.Completed, UsedUp(state)),
        _ when IsExhausted(spec, state) => new(SweepStatus.Completed, "every assignment of the space was tried"),
        _ => new(SweepStatus.Completed, null),
    };

    /// <summary>Describes which trial reached the target, for a state in which one did.</summary>
    public static string TargetReached(SearchSpec spec, SearchState state) =>
        string.Create(CultureInfo.InvariantCulture, $"trial {state.TargetTrial} reached the target {spec.Target}")
        + (spec.Repeats is null ? "" : ", in the mean of all its repeats");

    /// <summary>Describes which part of the budget is used up, for a state in which one is.</summary>
    public static string UsedUp(SearchState state) =>
        $"the budget '{BudgetText.Of(state.Spending!.UsedUp!.Value, state.Spending.Limits)}' is used up";

    /// <summary>
    /// Whether a method that learns has nothing left to propose, although more trials were requested.
    /// </summary>
    private static bool IsExhausted(SearchSpec spec, SearchState state) =>
        SearchMethods.Get(spec.Method).Learns && state.NextTrial == state.Limit && !(state.RunCap <= state.Assignments);

    private static string NoneCompleted(SearchState state) => string.Create(
        CultureInfo.InvariantCulture,
        $"none of {state.NextTrial} trials completed; the last failure: {state.LastFailure}");
}
