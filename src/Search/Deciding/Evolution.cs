using System.Collections.Immutable;
using Experiments.Search.Methods;

namespace Experiments.Search.Deciding;

/// <summary>
/// How a state follows from the one before it and an action. The only place where states change: what was decided alone
/// says what is remembered, so a log replays to the same state even where a later version would decide otherwise.
/// </summary>
internal static class Evolution
{
    /// <summary>The state once the action is taken.</summary>
    public static SearchState After(SearchSpec spec, SearchState state, SearchAction action) => action switch
    {
        SearchAction.BeginAttempt begin => Begin(state, begin),
        SearchAction.Requeue requeue => Requeue(state, requeue),
        SearchAction.EndTrial end => End(spec, state, end),
        SearchAction.EnterStatus enter => state with { Status = enter.Status },
        // What is told to an attempt is not remembered: it follows from the status.
        SearchAction.Interrupt => state,
        _ => throw new NotSupportedException($"The action {action.GetType().Name} cannot be folded."),
    };

    private static SearchState Begin(SearchState state, SearchAction.BeginAttempt begin) => state with
    {
        NextTrial = Math.Max(state.NextTrial, begin.Trial + 1),
        Running = state.Running.Add(begin.Trial, new(begin.Attempt, begin.Restarts, begin.Node, begin.Assignment)),
        Waiting = Without(state.Waiting, begin.Trial),
    };

    private static SearchState Requeue(SearchState state, SearchAction.Requeue requeue)
    {
        var lost = state.Running[requeue.Trial];
        return state with
        {
            Running = state.Running.Remove(requeue.Trial),
            Waiting = state.Waiting.Add(new(requeue.Trial, requeue.Attempt, requeue.Restarts, lost.Assignment)),
            LastFailure = requeue.Restarts > lost.Restarts ? requeue.Cause : state.LastFailure,
        };
    }

    private static SearchState End(SearchSpec spec, SearchState state, SearchAction.EndTrial end)
    {
        var next = state with
        {
            Running = state.Running.Remove(end.Trial),
            Waiting = Without(state.Waiting, end.Trial),
        };
        return end.Status switch
        {
            TrialStatus.Completed =>
                Rank(spec, Observe(spec, state, next, end) with { Completed = next.Completed + 1 }, end),
            TrialStatus.Failed =>
                Observe(spec, state, next, end) with { Failed = next.Failed + 1, LastFailure = end.Cause },
            TrialStatus.Cancelled => next with { Cancelled = next.Cancelled + 1 },
            _ => throw new NotSupportedException($"A trial cannot end as {end.Status}."),
        };
    }

    private static SearchState Observe(SearchSpec spec, SearchState before, SearchState next, SearchAction.EndTrial end) =>
        SearchMethods.Get(spec.Method).Learns && before.Running.TryGetValue(end.Trial, out var running)
            ? next with { Observations = next.Observations.Add(new(end.Trial, running.Assignment, end.Objective, null)) }
            : next;

    private static SearchState Rank(SearchSpec spec, SearchState state, SearchAction.EndTrial end)
    {
        if (end.Objective is not { } objective) return state;
        var leads = state.Best is not { } best
            || spec.Goal.IsBetter(objective, best.Objective)
            || (objective == best.Objective && end.Trial < best.Trial);
        var reaches = state.Status == SweepStatus.Running && state.TargetTrial is null
            && spec.Target is { } target && spec.Goal.Reaches(objective, target);
        return state with
        {
            Best = leads ? new(end.Trial, objective) : state.Best,
            TargetTrial = reaches ? end.Trial : state.TargetTrial,
        };
    }

    // The one that leaves is nearly always the first, so this is not the scan that it looks like.
    private static ImmutableList<WaitingTrial> Without(ImmutableList<WaitingTrial> waiting, int trial) =>
        waiting.FindIndex(candidate => candidate.Trial == trial) is >= 0 and var index ? waiting.RemoveAt(index) : waiting;
}
