using System.Collections.Immutable;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Deciding.Turns;

/// <summary>
/// How a state follows from the previous one and an action. The only place where states change. Only the decided
/// actions determine the next state, so a log replays to the same state even if a later version would decide
/// differently.
/// </summary>
internal static class Evolution
{
    /// <summary>Returns the state after the action.</summary>
    public static SearchState After(SearchSpec spec, SearchState state, SearchAction action) => action switch
    {
        SearchAction.BeginAttempt begin => Begin(spec, state, begin),
        SearchAction.Requeue requeue => Requeue(state, requeue),
        SearchAction.ReachRung reach => RungEvolution.Reach(spec, state, reach),
        SearchAction.PauseTrial pause => RungEvolution.Pause(state, pause) with
        {
            Spending = state.Spending?.With(pause.Trial, state.Best is not null, isBetter: false, ends: false),
        },
        SearchAction.EndTrial end => End(spec, state, end),
        SearchAction.EnterStatus enter =>
            state with { Status = enter.Status, IsHeld = state.IsHeld && enter.Status == SweepStatus.Running },
        SearchAction.PauseSweep => state with { IsHeld = true },
        SearchAction.ResumeSweep => state with { IsHeld = false },
        SearchAction.RaiseRunCap raise => state with { RunCap = raise.RunCap },
        SearchAction.Enqueue given => state with { Queue = state.Queue.Add(given.Assignment) },
        SearchAction.RetryTrial retry => RungEvolution.Forget(state, retry.Trial) with
        {
            Failed = state.Failed - 1,
            Waiting = state.Waiting.Add(new(retry.Trial, retry.Attempt, 0, retry.Assignment)
            {
                RepeatOf = state.Repeats?.FirstOf(retry.Trial),
            }),
            Repeats = RepeatEvolution.Retry(state.Repeats, retry.Trial),
            Observations = state.Observations.RemoveAll(seen => seen.Trial == retry.Trial),
        },
        SearchAction.LimitTrials limit => state with { MostAtOnce = limit.Most },
        SearchAction.RecordUse use => state with
        {
            Spending = state.Spending! with
            {
                Seconds = use.Seconds ?? state.Spending.Seconds,
                DeviceHours = use.DeviceHours ?? state.Spending.DeviceHours,
            },
        },
        SearchAction.UseUp used => state with { Spending = state.Spending! with { UsedUp = used.Part } },
        SearchAction.RaiseBudget raise =>
            state with { Spending = state.Spending! with { Limits = raise.Budget, UsedUp = null } },
        SearchAction.WantRepeats want => RepeatEvolution.Want(spec, state, want),
        SearchAction.DropRepeats => state with { Repeats = RepeatEvolution.Drop(state.Repeats) },
        SearchAction.Learn lent => state with { Observations = state.Observations.Add(lent.Observation) },
        // An interrupt is not remembered: it follows from the status.
        SearchAction.Interrupt => state,
        _ => throw new NotSupportedException($"The action {action.GetType().Name} cannot be folded."),
    };

    private static SearchState Begin(SearchSpec spec, SearchState state, SearchAction.BeginAttempt begin)
    {
        var running = new RunningTrial(begin.Attempt, begin.Restarts, begin.Node, begin.Assignment)
        {
            Progress = ProgressOf(state, begin.Trial),
            Failures = state.Waiting.Find(waiting => waiting.Trial == begin.Trial)?.Failures,
            RepeatOf = begin.RepeatOf,
        };
        // A new trial takes an assignment that a user enqueued, as long as there are any.
        var isNew = begin.Trial == state.NextTrial;
        var isGiven = isNew && !state.Queue.IsEmpty && begin.RepeatOf is null;
        return RungEvolution.Rise(state, begin.Trial) with
        {
            NextTrial = Math.Max(state.NextTrial, begin.Trial + 1),
            Queue = isGiven ? state.Queue.RemoveAt(0) : state.Queue,
            Given = isGiven ? state.Given + 1 : state.Given,
            Proposals = isGiven ? ProposalsWithout(spec, state, begin.Assignment) : state.Proposals,
            Repeats = isNew ? RepeatEvolution.Begin(state.Repeats, begin) : state.Repeats,
            Running = state.Running.Add(begin.Trial, running),
            Waiting = Without(state.Waiting, begin.Trial),
        };
    }

    // A grid visits every point, whatever a user enqueues; a method that learns proposes nothing that was tried.
    private static int ProposalsWithout(SearchSpec spec, SearchState state, Assignment given) =>
        state.Proposals < int.MaxValue && SearchMethods.Get(spec.Method).Learns && !state.Tried.Contains(given)
            // Not fewer than the proposals that have begun: a cancelled trial is forgotten, and a user may have
            // enqueued its assignment since.
            ? Math.Max(state.Proposals - 1, state.Assignments - state.Given)
            : state.Proposals;

    private static RungProgress? ProgressOf(SearchState state, int trial) =>
        state.Running.TryGetValue(trial, out var running) ? running.Progress
        : state.Paused.TryGetValue(trial, out var paused) ? paused.Progress
        : state.Waiting.Find(waiting => waiting.Trial == trial)?.Progress;

    private static SearchState Requeue(SearchState state, SearchAction.Requeue requeue)
    {
        var lost = state.Running[requeue.Trial];
        return state with
        {
            Running = state.Running.Remove(requeue.Trial),
            Waiting = state.Waiting.Add(new(requeue.Trial, requeue.Attempt, requeue.Restarts, lost.Assignment)
            {
                Progress = lost.Progress,
                RepeatOf = lost.RepeatOf,
                Failures = requeue.FailedOn is { } node
                    ? TrialFailures.With(lost.Failures, node, requeue.Spared)
                    : lost.Failures,
            }),
            LastFailure = requeue.Restarts > lost.Restarts ? requeue.Cause : state.LastFailure,
        };
    }

    private static SearchState End(SearchSpec spec, SearchState state, SearchAction.EndTrial end)
    {
        var next = RungEvolution.Rise(state, end.Trial) with
        {
            Running = state.Running.Remove(end.Trial),
            Waiting = Without(state.Waiting, end.Trial),
        };
        next = end.Status switch
        {
            TrialStatus.Completed =>
                Rank(spec, Observe(spec, state, next, end) with { Completed = next.Completed + 1 }, end),
            TrialStatus.Pruned => Observe(spec, state, next, end) with { Pruned = next.Pruned + 1 },
            TrialStatus.Failed =>
                Observe(spec, state, next, end) with { Failed = next.Failed + 1, LastFailure = end.Cause },
            TrialStatus.Cancelled => next with { Cancelled = next.Cancelled + 1 },
            _ => throw new NotSupportedException($"A trial cannot end as {end.Status}."),
        };
        var repeatOf = RepeatOf(state, end.Trial);
        return RepeatEvolution.End(spec, next, end, AssignmentOf(state, end.Trial), repeatOf) with
        {
            Spending = repeatOf is null ? Spend(state, next, end) : next.Spending,
        };
    }

    // Trials that failed or were cancelled show nothing.
    private static Spending? Spend(SearchState before, SearchState after, SearchAction.EndTrial end) =>
        end.Status is TrialStatus.Completed or TrialStatus.Pruned
            ? after.Spending?.With(
                end.Trial, before.Best is not null,
                after.Front is null
                    ? (after.Best?.Violation, after.Best?.Objective) != (before.Best?.Violation, before.Best?.Objective)
                    : after.Front != before.Front,
                ends: true)
            : after.Spending is { } spending
            ? spending with { Counted = spending.Counted.Remove(end.Trial) }
            : null;

    private static SearchState Observe(SearchSpec spec, SearchState before, SearchState next, SearchAction.EndTrial end)
    {
        if (!SearchMethods.Get(spec.Method).Learns) return next;
        // What repeats show is added to what their assignment has shown.
        if (AssignmentOf(before, end.Trial) is not { } assignment || RepeatOf(before, end.Trial) is not null)
            return next;
        var rung = end.Status == TrialStatus.Pruned ? ProgressOf(before, end.Trial)?.Rung : null;
        return next with
        {
            Observations = next.Observations.Add(
                new(end.Trial, assignment, end.Objective, rung, end.Outcomes, end.Violation)),
        };
    }

    private static Assignment? AssignmentOf(SearchState before, int trial) =>
        before.Running.TryGetValue(trial, out var running) ? running.Assignment
        : before.Paused.TryGetValue(trial, out var paused) ? paused.Assignment
        : null;

    private static int? RepeatOf(SearchState before, int trial) =>
        before.Running.TryGetValue(trial, out var running) ? running.RepeatOf
        : before.Waiting.Find(waiting => waiting.Trial == trial)?.RepeatOf;

    private static SearchState Rank(SearchSpec spec, SearchState state, SearchAction.EndTrial end)
    {
        if (end.Objective is not { } objective) return state;
        var ended = new BestTrial(end.Trial, objective, end.Violation);
        // Of repeated trials, the mean of all is to reach the target, not a lucky one.
        var reaches = state.Status == SweepStatus.Running && state.TargetTrial is null
            && spec.Repeats is null && state.Repeats?.FirstOf(end.Trial) is null
            && end.Violation is null && spec.Target is { } target && spec.Goal.Reaches(objective, target);
        return state with
        {
            Best = ended.Leads(state.Best, spec.Goal) ? ended : state.Best,
            Front = spec.MoreObjectives is null
                ? null
                : ParetoFront.With(state.Front ?? [], new FrontTrial(
                    end.Trial, new([.. Objectives.ScoresOf(spec, objective, end.Outcomes)]), end.Violation)),
            TargetTrial = reaches ? end.Trial : state.TargetTrial,
        };
    }

    // The trial to remove is nearly always the first, so this rarely scans the whole list.
    private static ImmutableList<WaitingTrial> Without(ImmutableList<WaitingTrial> waiting, int trial) =>
        waiting.FindIndex(candidate => candidate.Trial == trial) is >= 0 and var index
            ? waiting.RemoveAt(index)
            : waiting;
}
