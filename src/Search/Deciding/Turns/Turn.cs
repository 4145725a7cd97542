using System.Collections.Immutable;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Experiments.Search.Stopping;

namespace Experiments.Search.Deciding.Turns;

/// <summary>
/// The decision of one event: the actions decided so far and the state that follows. An instance decides a single
/// event.
/// </summary>
internal sealed class Turn(SearchSpec spec, SearchState state)
{
    private readonly ImmutableArray<SearchAction>.Builder _actions = ImmutableArray.CreateBuilder<SearchAction>();

    private SearchState State { get; set; } = state;

    private bool IsIdle => State.Running.IsEmpty && State.Waiting.IsEmpty;

    /// <summary>Decides the event.</summary>
    public (SearchState Next, ImmutableArray<SearchAction> Actions) Decide(SearchEvent happened)
    {
        switch (happened)
        {
            case SearchEvent.Prepared when State.Status == SweepStatus.Preparing:
                Take(new SearchAction.EnterStatus(SweepStatus.Running, null));
                Conclude();
                break;
            case SearchEvent.PreparationFailed failed when State.Status == SweepStatus.Preparing:
                // Trials that were to be tried again, or were to continue.
                foreach (var waiting in State.Waiting)
                    Take(new SearchAction.EndTrial(
                        waiting.Trial, waiting.Attempt, TrialStatus.Failed, null, failed.Cause));
                foreach (var (trial, paused) in State.Paused)
                    Take(new SearchAction.EndTrial(trial, paused.Attempt, TrialStatus.Failed, null, failed.Cause));
                DropRepeats();
                Take(new SearchAction.EnterStatus(SweepStatus.Failed, failed.Cause));
                break;
            case SearchEvent.SlotOffered offer when State.RemainingDemand > 0:
                Begin(offer.Node);
                break;
            case SearchEvent.AttemptEnded ended
                when State.Running.TryGetValue(ended.Trial, out var running) && running.Attempt == ended.Attempt:
                End(ended, running);
                Conclude();
                break;
            case SearchEvent.RungReached reached
                when State.Running.TryGetValue(reached.Trial, out var climbing) && climbing.Attempt == reached.Attempt
                    && State.Status is SweepStatus.Running or SweepStatus.Stopping:
                Climb(reached, climbing);
                Conclude();
                break;
            case SearchEvent.StopRequested when State.Status is SweepStatus.Preparing or SweepStatus.Running:
                PruneResting();
                DropRepeats();
                Take(new SearchAction.EnterStatus(IsIdle ? SweepStatus.Stopped : SweepStatus.Stopping, null));
                break;
            case SearchEvent.CancelRequested when !State.IsFinal && State.Status != SweepStatus.Cancelling:
                Cancel();
                break;
            case SearchEvent.UseMeasured measured when State.Status is SweepStatus.Running or SweepStatus.Stopping:
                if (Budgets.Record(State.Spending, measured) is not { } use) break;
                Take(use);
                Conclude();
                break;
            default:
                foreach (var wish in UserRequests.Decide(spec, State, happened)) Take(wish);
                break;
        }
        return (State, _actions.ToImmutable());
    }

    // A trial begins where it has failed before only if nothing else can begin there.
    private void Begin(string node)
    {
        if (TryBeginWaiting(node, again: false)) return;
        if (State.Repeats?.NextWanted is { } wanted)
        {
            Repeat(wanted, node);
            return;
        }
        if (Promotion.Next(State) is { } table)
        {
            var promoted = table.BestResting.Trial;
            var paused = State.Paused[promoted];
            Take(new SearchAction.BeginAttempt(promoted, paused.Attempt + 1, paused.Restarts, node, paused.Assignment));
            return;
        }
        if (State.Status == SweepStatus.Running && State.Racing is [var first, ..])
        {
            Repeat(first, node);
            return;
        }
        if (State.Status != SweepStatus.Running || State.NextTrial == State.Limit)
        {
            TryBeginWaiting(node, again: true);
            return;
        }

        var (assignment, chosen) = State.Queue.IsEmpty
            ? SearchMethods.Propose(spec, State, State.Assignments - State.Given)
            : (State.Queue[0], null);
        Take(new SearchAction.BeginAttempt(State.NextTrial, 1, 0, node, assignment, chosen));
    }

    private void Repeat(int first, string node) => Take(new SearchAction.BeginAttempt(
        State.NextTrial, 1, 0, node, State.Repeats!.Groups[first].Assignment, RepeatOf: first));

    private bool TryBeginWaiting(string node, bool again)
    {
        if (LastRestartIsolation.NextWaiting(spec, State, node, again) is not { } waiting) return false;
        Take(new SearchAction.BeginAttempt(
            waiting.Trial, waiting.Attempt + 1, waiting.Restarts, node, waiting.Assignment,
            RepeatOf: waiting.RepeatOf));
        return true;
    }

    private void Climb(SearchEvent.RungReached reached, RunningTrial running)
    {
        if (!Ladder.Stops(spec, running.RepeatOf)
            || Ladder.RungAt(spec, reached.Trial, reached.Step) is not { } rung || rung <= running.Progress?.Rung)
            return;
        var bracket = Ladder.BracketOf(spec, reached.Trial);
        Take(new SearchAction.ReachRung(
            reached.Trial, reached.Attempt, bracket, rung,
            Feasibility.RungObjective(reached.Objective, reached.Outcomes), reached.Best, reached.Outcomes));
        var progress = State.Running[reached.Trial].Progress!;
        switch (StoppingRules.Judge(spec, State, progress, running.Progress))
        {
            case Verdict.Pause:
                Take(new SearchAction.PauseTrial(reached.Trial, reached.Attempt));
                break;
            case Verdict.Prune:
                Prune(reached.Trial, reached.Attempt, progress);
                break;
            case Verdict.Complete:
                Complete(
                    reached.Trial, reached.Attempt, progress.Objective, progress.Outcomes, "no improvement");
                break;
        }
    }

    private void Complete(int trial, int attempt, double? reached, OutcomeValues? outcomes, string? cause)
    {
        var objective = Feasibility.FinalObjective(spec, reached, outcomes);
        Take(new SearchAction.EndTrial(
            trial, attempt, TrialStatus.Completed, objective, cause, outcomes,
            Feasibility.ViolationOf(spec, outcomes), Objectives.Of(spec, objective, outcomes)));
    }

    private void PruneResting()
    {
        foreach (var (trial, paused) in State.Paused) Prune(trial, paused.Attempt, paused.Progress);
    }

    private void Prune(int trial, int attempt, RungProgress progress) =>
        Take(new SearchAction.EndTrial(
            trial, attempt, TrialStatus.Pruned, progress.Objective, null, progress.Outcomes,
            Feasibility.ViolationOf(spec, progress.Outcomes),
            Objectives.Of(spec, progress.Objective, progress.Outcomes)));

    private void End(SearchEvent.AttemptEnded ended, RunningTrial running)
    {
        switch (ended.Outcome)
        {
            case AttemptOutcome.Completed completed:
                Complete(ended.Trial, ended.Attempt, completed.Objective, completed.Outcomes, null);
                break;
            case AttemptOutcome.Diverged diverged:
                Finish(ended, TrialStatus.Failed, diverged.Cause);
                break;
            case AttemptOutcome.Cancelled:
                Finish(ended, TrialStatus.Cancelled, null);
                break;
            case AttemptOutcome.Failed failed:
                Fail(ended, running, failed.Cause, failed.Node);
                break;
            case AttemptOutcome.Faulted faulted when running.Failures?.Spared is not >= TrialFailures.MostSpared:
                var spared = (running.Failures?.Spared ?? 0) + 1;
                Retry(new(ended.Trial, ended.Attempt, running.Restarts, faulted.Cause, faulted.Node, spared));
                break;
            case AttemptOutcome.Faulted faulted:
                Fail(ended, running, faulted.Cause, faulted.Node);
                break;
            case AttemptOutcome.Released released:
                Retry(new(ended.Trial, ended.Attempt, running.Restarts, released.Cause));
                break;
        }
    }

    private void Fail(SearchEvent.AttemptEnded ended, RunningTrial running, string cause, string? node)
    {
        if (running.Restarts >= spec.MaxRestarts) Finish(ended, TrialStatus.Failed, cause);
        else Retry(new(ended.Trial, ended.Attempt, running.Restarts + 1, cause, node));
    }

    private void Retry(SearchAction.Requeue requeue)
    {
        if (State.Status == SweepStatus.Cancelling)
            Take(new SearchAction.EndTrial(
                requeue.Trial, requeue.Attempt, TrialStatus.Cancelled, null, requeue.Cause));
        else Take(requeue);
    }

    private void Finish(SearchEvent.AttemptEnded ended, TrialStatus status, string? cause) =>
        Take(new SearchAction.EndTrial(ended.Trial, ended.Attempt, status, null, cause));

    private void DropRepeats()
    {
        if (State.WantedRepeats > 0) Take(new SearchAction.DropRepeats());
    }

    private void Cancel()
    {
        DropRepeats();
        foreach (var waiting in State.Waiting)
            Take(new SearchAction.EndTrial(waiting.Trial, waiting.Attempt, TrialStatus.Cancelled, null, null));
        foreach (var (trial, paused) in State.Paused)
            Take(new SearchAction.EndTrial(trial, paused.Attempt, TrialStatus.Cancelled, null, null));
        Take(new SearchAction.EnterStatus(IsIdle ? SweepStatus.Cancelled : SweepStatus.Cancelling, null));
        foreach (var (trial, running) in State.Running) Take(new SearchAction.Interrupt(trial, running.Attempt));
    }

    /// <summary>
    /// Enters the status that follows once no trial runs, waits or is left to propose, or the target is reached.
    /// </summary>
    private void Conclude()
    {
        if (IsOverBudget())
        {
            if (State.Running.IsEmpty) Take(Conclusion.Decide(spec, State));
            else if (State.Status == SweepStatus.Running)
                Take(new SearchAction.EnterStatus(SweepStatus.Stopping, Conclusion.UsedUp(State)));
            return;
        }
        // Paused trials end once nothing can promote them any more.
        if (State.TargetTrial is not null || (IsIdle && State.Demand == 0)) PruneResting();
        if (IsIdle && ((State.TargetTrial is not null && State.WantedRepeats == 0) || State.Demand == 0))
            Take(Conclusion.Decide(spec, State));
        else if (State.Status == SweepStatus.Running && State.TargetTrial is not null)
            Take(new SearchAction.EnterStatus(SweepStatus.Stopping, Conclusion.TargetReached(spec, State)));
    }

    /// <summary>
    /// Returns whether a part of the budget is used up, and records that at the moment when it happens, unless the
    /// sweep has ended by itself then. Trials that wait or are paused stay as they are, for the case that a user
    /// raises it.
    /// </summary>
    private bool IsOverBudget()
    {
        if (State.Status is not (SweepStatus.Running or SweepStatus.Stopping)) return false;
        if (State.Spending?.UsedUp is not null) return true;
        if (State.Status != SweepStatus.Running || State.TargetTrial is not null || (IsIdle && State.Demand == 0)
            || State.Spending?.Reached is not { } part)
            return false;
        Take(new SearchAction.UseUp(part));
        return true;
    }

    private void Take(SearchAction action)
    {
        _actions.Add(action);
        State = Evolution.After(spec, State, action);
    }
}
