using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Grains.Sweeps;

/// <summary>Why a sweep refuses a user's request, as the end of a sentence that begins with the sweep's name.</summary>
internal static class Refusal
{
    /// <summary>Returns why the sweep is not extended.</summary>
    public static string OfExtend(SearchState state, int runCap) => state switch
    {
        { RunCap: null } => "has no run_cap, so there is nothing to extend",
        { TargetTrial: not null } => "has reached its target; submit it again with another target",
        { Status: SweepStatus.Cancelling } => "is being cancelled; try again once it has ended",
        { Spending: { UsedUp: { } part } spending } => RaiseFirst(spending, part),
        { RunCap: { } cap } when cap >= runCap => $"has a run_cap of {cap} already; give a larger number",
        _ => $"has no more than {state.Limit} trials to try",
    };

    /// <summary>Returns why the budget is not raised.</summary>
    public static string OfRaise(SearchState state, SearchEvent.BudgetRaised raised)
    {
        if (state.Spending is not { } spending) return "has no budget, so there is nothing to raise";
        if (state.TargetTrial is not null || state.Status == SweepStatus.Cancelling)
            return OfExtend(state, raised.RunCap ?? 0);
        var before = spending.Limits;
        var asked = new (BudgetPart Part, double? Before, double? Raised)[]
        {
            (BudgetPart.Time, before.Seconds, raised.Seconds),
            (BudgetPart.DeviceHours, before.DeviceHours, raised.DeviceHours),
            (BudgetPart.NoBetterAfter, before.NoBetterAfter, raised.NoBetterAfter),
        };
        foreach (var (part, limit, wanted) in asked.Where(one => one.Raised is not null))
        {
            if (limit is null) return $"has no budget '{BudgetText.Key(part)}', so there is nothing to raise";
            if (!(wanted > limit))
                return $"has the budget '{BudgetText.Of(part, before)}' already; give a larger one, in total";
        }

        if (raised.RunCap is { } cap && (state.RunCap is null || cap <= state.RunCap))
            return OfExtend(state with { Spending = null }, cap);
        var after = spending with { Limits = raised.Raise(before) };
        if (after.Reached is { } reached) return RaiseFirst(after, reached);
        return "has not ended because of its budget; give it more trials with --run-cap";
    }

    private static string RaiseFirst(Spending spending, BudgetPart part) =>
        $"has used up its budget '{BudgetText.Of(part, spending.Limits)}'; raise that, in total, with 'experiments "
        + $"extend … --{BudgetText.Key(part).Replace('_', '-')} {More(spending, part)}'";

    private static string More(Spending spending, BudgetPart part) => part switch
    {
        BudgetPart.Time => BudgetText.Duration(Math.Ceiling(spending.Seconds / 3_600) * 3_600 + 3_600),
        BudgetPart.DeviceHours => $"{Math.Ceiling(spending.DeviceHours) + 1:0}",
        _ => $"{spending.SinceBest * 2}",
    };

    /// <summary>Returns why the sweep accepts no assignment.</summary>
    public static string OfEnqueue(SearchState state) => state switch
    {
        { TargetTrial: null, Spending: { UsedUp: { } part } spending } => RaiseFirst(spending, part),
        { TargetTrial: not null } => "has reached its target and takes no more trials",
        { RunCap: { } cap } when state.Assignments + state.Queue.Count >= cap =>
            $"has taken all {cap} trials of its run_cap; give it more with 'experiments extend'",
        _ => "was ended and takes no more trials",
    };

    /// <summary>Returns why a trial is not tried again, or, if it is null, why none is.</summary>
    public static string OfRetry(SearchState state, int? trial) => state switch
    {
        { Status: SweepStatus.Cancelling } => "is being cancelled; try again once it has ended",
        { Spending: { UsedUp: { } part } spending } => RaiseFirst(spending, part),
        _ when trial is null => "has no failed trial to try again",
        _ => $"has no failed trial {trial}",
    };

    /// <summary>Returns why assignments of a sweep are never repeated, or null if they are.</summary>
    public static string? OfConfirm(SweepSpec spec) => spec switch
    {
        { HasObjective: false } => "has no metric, so none of its trials is the best",
        { Search.MoreObjectives: not null } => "has several metrics, so it has a front and no best trial to confirm",
        _ when SeedParameters.Find(spec.Search.Space).FirstOrDefault() is { } seed =>
            $"gives each trial its seed by the parameter '{seed}', so a repeat would give the same result; run a sweep "
            + $"of the best parameters with more values of '{seed}'",
        { Workload: WorkloadSpec.Program program }
            when program.Environment.ContainsKey(WorkloadSpec.Program.SeedVariable) =>
            $"sets {WorkloadSpec.Program.SeedVariable} in 'env', so a repeat would have the same seed; run it without "
            + "that",
        _ => null,
    };

    /// <summary>Returns why assignments are not repeated, for a sweep with completed trials.</summary>
    public static string OfConfirm(SearchState state, int repeats) => state switch
    {
        { Status: SweepStatus.Cancelling } => "is being cancelled; try again once it has ended",
        { Spending: { UsedUp: { } part } spending } => RaiseFirst(spending, part),
        _ => $"has {repeats} trials of each of its leading assignments already; give a larger number with --repeats",
    };

    /// <summary>Returns why the number of trials that run at a time is not limited, or not lifted.</summary>
    public static string OfLimit(SearchState state, int? most) => (state, most) switch
    {
        ({ IsFinal: true }, _) => "has ended, so nothing of it runs",
        ({ Status: SweepStatus.Cancelling }, _) => "is being cancelled, and all its trials end",
        (_, < 1) => "needs room for one trial at least; 'experiments pause' lets it start none",
        (_, null) => "has no limit to lift",
        _ => $"runs at most {most} {(most == 1 ? "trial" : "trials")} at a time already",
    };

    /// <summary>Returns why the sweep is not paused or resumed.</summary>
    public static string OfPause(SearchState state, bool paused) => state switch
    {
        _ when !paused => "is not paused",
        { IsHeld: true } => "is paused already",
        _ => "does not run, so it cannot be paused",
    };
}
