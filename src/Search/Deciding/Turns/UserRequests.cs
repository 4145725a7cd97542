using System.Globalization;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Deciding.Turns;

/// <summary>User requests that do not end a sweep. A request that cannot be carried out produces no actions.</summary>
internal static class UserRequests
{
    /// <summary>Returns the actions, in order.</summary>
    public static IEnumerable<SearchAction> Decide(SearchSpec spec, SearchState state, SearchEvent wish) => wish switch
    {
        SearchEvent.PauseRequested when state is { Status: SweepStatus.Running, IsHeld: false } =>
            [new SearchAction.PauseSweep(), new SearchAction.EnterStatus(SweepStatus.Running, "paused")],
        SearchEvent.ResumeRequested when state.IsHeld =>
            [new SearchAction.ResumeSweep(), new SearchAction.EnterStatus(SweepStatus.Running, null)],
        SearchEvent.RunCapRaised raised when CanRaise(state, raised.RunCap) =>
            [new SearchAction.RaiseRunCap(raised.RunCap), .. GoOn(state, Extended(raised.RunCap))],
        SearchEvent.BudgetRaised raised when Budgets.CanRaise(state, raised) =>
        [
            new SearchAction.RaiseBudget(raised.Raise(state.Spending!.Limits)),
            .. raised.RunCap is { } cap ? (SearchAction[])[new SearchAction.RaiseRunCap(cap)] : [],
            .. GoOn(state, "the budget was raised"),
        ],
        SearchEvent.AssignmentGiven given when CanTake(state) && IsOf(spec.Space, given.Assignment) =>
            [new SearchAction.Enqueue(given.Assignment), .. GoOn(state, "a trial was added")],
        SearchEvent.RetryRequested retry when CanRetry(state, retry.Trial) =>
            [new SearchAction.RetryTrial(retry.Trial, retry.Attempt, retry.Assignment), .. TryAgain(state, Again)],
        SearchEvent.RepeatsRequested repeats when CanRepeat(spec, state, repeats) =>
        [
            new SearchAction.WantRepeats(repeats.Trial, repeats.Assignment, repeats.Repeats, repeats.Results),
            .. TryAgain(state, Confirmed),
        ],
        SearchEvent.LimitRequested limit when CanLimit(state, limit.Most) => [new SearchAction.LimitTrials(limit.Most)],
        SearchEvent.ObservationsLent lent when CanLearn(spec, state) =>
            lent.Observations.Select(observation => Fitted(spec, observation)).OfType<Observation>()
                .Where(observation => IsComplete(spec, observation))
                .Select((observation, index) =>
                    new SearchAction.Learn(observation with
                    {
                        Trial = -1 - index,
                        Rung = null,
                        Violation = Feasibility.ViolationOf(spec, observation.Outcomes),
                    })),
        _ => [],
    };

    private static bool CanRaise(SearchState state, int runCap) =>
        state.RunCap < runCap && (state with { RunCap = runCap }).Limit > state.Limit
        && state.TargetTrial is null && state.Status != SweepStatus.Cancelling && state.Spending?.UsedUp is null;

    private static bool CanTake(SearchState state) =>
        state.Status is SweepStatus.Preparing or SweepStatus.Running or SweepStatus.Completed
        && state.TargetTrial is null && state.Spending?.UsedUp is null
        && !(state.Assignments + state.Queue.Count >= state.RunCap);

    private static bool CanRetry(SearchState state, int trial) =>
        state.Status != SweepStatus.Cancelling && state.Spending?.UsedUp is null
        && state.Failed > 0 && HasEnded(state, trial);

    private static bool HasEnded(SearchState state, int trial) =>
        trial >= 0 && trial < state.NextTrial
        && !state.Running.ContainsKey(trial) && !state.Paused.ContainsKey(trial)
        && state.Waiting.TrueForAll(waiting => waiting.Trial != trial);

    private static bool CanRepeat(SearchSpec spec, SearchState state, SearchEvent.RepeatsRequested asked) =>
        state.Status != SweepStatus.Cancelling && state.Spending?.UsedUp is null && spec.MoreObjectives is null
        && !asked.Results.IsEmpty && HasEnded(state, asked.Trial) && state.Repeats?.FirstOf(asked.Trial) is null
        && asked.Repeats > (state.Repeats?.Groups.GetValueOrDefault(asked.Trial) is { } known
            ? Math.Max(known.Begun, known.Wanted) - known.Lost
            : asked.Results.Length);

    private static bool CanLimit(SearchState state, int? most) =>
        !state.IsFinal && state.Status != SweepStatus.Cancelling && most is null or >= 1 && most != state.MostAtOnce;

    // A sweep that a user ended proposes nothing more, and only tries again what failed.
    private static IEnumerable<SearchAction> TryAgain(SearchState state, string why) => state.Status switch
    {
        SweepStatus.Completed or SweepStatus.Failed => [new SearchAction.EnterStatus(SweepStatus.Preparing, why)],
        SweepStatus.Stopped or SweepStatus.Cancelled => [new SearchAction.EnterStatus(SweepStatus.Stopping, why)],
        _ => [],
    };

    private const string Again = "failed trials are tried again";
    private const string Confirmed = "the leading trials are repeated";

    private static bool CanLearn(SearchSpec spec, SearchState state) =>
        state is { Status: SweepStatus.Preparing, NextTrial: 0, Observations.IsEmpty: true }
        && SearchMethods.Get(spec.Method).Learns;

    // A sweep that has ended is prepared again, since it may continue somewhere else than where it ran before.
    private static IEnumerable<SearchAction> GoOn(SearchState state, string reason) =>
        state.IsFinal ? [new SearchAction.EnterStatus(SweepStatus.Preparing, reason)]
        : state.Status == SweepStatus.Stopping ? [new SearchAction.EnterStatus(SweepStatus.Running, reason)]
        : [];

    // In the first version, a space of real numbers learned nothing from one of whole numbers, nor the other way round.
    private static Observation? Fitted(SearchSpec spec, Observation lent) =>
        spec.Version == AlgorithmVersions.First
            ? IsOf(spec.Space, lent.Assignment) ? lent : null
            : EnqueuedAssignment.TryComplete(spec.Space, lent.Assignment) is { } assignment
            ? lent with { Assignment = assignment }
            : null;

    // A sweep with fewer objectives does not say how good its trials are.
    private static bool IsComplete(SearchSpec spec, Observation lent) =>
        spec.MoreObjectives is null || lent.Objective is null
        || Objectives.Of(spec, lent.Objective, lent.Outcomes) is not null;

    private static bool IsOf(SearchSpace space, Assignment assignment) =>
        EnqueuedAssignment.WhyNot(space, assignment) is null;

    private static string Extended(int runCap) =>
        string.Create(CultureInfo.InvariantCulture, $"extended to {runCap} trials");
}
