using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Repeats;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Events;

/// <summary>
/// What the search decides. A closed set. Kinds and property names are stored, so their meaning never changes.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BeginAttempt), "begin_attempt")]
[JsonDerivedType(typeof(Requeue), "requeue")]
[JsonDerivedType(typeof(ReachRung), "reach_rung")]
[JsonDerivedType(typeof(PauseTrial), "pause_trial")]
[JsonDerivedType(typeof(EndTrial), "end_trial")]
[JsonDerivedType(typeof(Interrupt), "interrupt")]
[JsonDerivedType(typeof(EnterStatus), "enter_status")]
[JsonDerivedType(typeof(PauseSweep), "pause_sweep")]
[JsonDerivedType(typeof(ResumeSweep), "resume_sweep")]
[JsonDerivedType(typeof(RaiseRunCap), "raise_run_cap")]
[JsonDerivedType(typeof(Enqueue), "enqueue")]
[JsonDerivedType(typeof(Learn), "learn")]
[JsonDerivedType(typeof(RetryTrial), "retry_trial")]
[JsonDerivedType(typeof(LimitTrials), "limit_trials")]
[JsonDerivedType(typeof(RecordUse), "record_use")]
[JsonDerivedType(typeof(UseUp), "use_up")]
[JsonDerivedType(typeof(RaiseBudget), "raise_budget")]
[JsonDerivedType(typeof(WantRepeats), "want_repeats")]
[JsonDerivedType(typeof(DropRepeats), "drop_repeats")]
public abstract record SearchAction
{
    private SearchAction() { }

    /// <summary>
    /// Train the trial on the node. The attempts of each trial count from 1; Restarts is how many of the earlier ones
    /// failed. Method is the one that proposed the assignment, if it was chosen for this trial (<c>auto</c>); otherwise
    /// null. RepeatOf is the number of the first trial with the assignment if the trial is a repeat of it; otherwise
    /// null.
    /// </summary>
    public sealed record BeginAttempt(
        int Trial, int Attempt, int Restarts, string Node, Assignment Assignment, SearchMethod? Method = null,
        int? RepeatOf = null)
        : SearchAction;

    /// <summary>
    /// The trial waits for its next attempt. Restarts is how many of its attempts have failed so far. FailedOn is the
    /// node on which this one failed, if it is known. Spared is how many failed by a fault of their nodes or devices
    /// and cost no restart; null if none.
    /// </summary>
    public sealed record Requeue(
        int Trial, int Attempt, int Restarts, string Cause, string? FailedOn = null, int? Spared = null) : SearchAction;

    /// <summary>
    /// The trial's result at a rung of a bracket counts; both are numbered from 0. The trial continues to train unless
    /// a further action says otherwise. Best and Outcomes are as in <see cref="SearchEvent.RungReached"/>.
    /// </summary>
    public sealed record ReachRung(
        int Trial, int Attempt, int Bracket, int Rung, double Objective, double? Best = null,
        OutcomeValues? Outcomes = null)
        : SearchAction;

    /// <summary>The trial's attempt ends, and the trial is paused at the rung that it has just reached.</summary>
    public sealed record PauseTrial(int Trial, int Attempt) : SearchAction;

    /// <summary>
    /// The trial has ended for good. The objective is null unless the trial completed with a finite one, or was stopped
    /// early and had a finite one at its last rung. Outcomes are the values of the metrics that have a limit, if they
    /// are known, and those of the objectives besides the first. Violation is how far they are outside of limits,
    /// &gt; 0, or null if the trial keeps all of them. Objectives are the values of all objectives; null if there is
    /// only one, or if one of them is not known.
    /// </summary>
    public sealed record EndTrial(
        int Trial, int Attempt, TrialStatus Status, double? Objective, string? Cause, OutcomeValues? Outcomes = null,
        double? Violation = null, OutcomeValues? Objectives = null)
        : SearchAction;

    /// <summary>Tell the attempt to save a checkpoint and end now.</summary>
    public sealed record Interrupt(int Trial, int Attempt) : SearchAction;

    /// <summary>The sweep enters a status, with an optional human-readable reason.</summary>
    public sealed record EnterStatus(SweepStatus Status, string? Reason) : SearchAction;

    /// <summary>No attempt begins until the sweep is resumed.</summary>
    public sealed record PauseSweep : SearchAction;

    /// <summary>The sweep continues.</summary>
    public sealed record ResumeSweep : SearchAction;

    /// <summary>The sweep now has this many trials in total.</summary>
    public sealed record RaiseRunCap(int RunCap) : SearchAction;

    /// <summary>
    /// A trial with this assignment begins before any proposal, after those that were enqueued before it.
    /// </summary>
    public sealed record Enqueue(Assignment Assignment) : SearchAction;

    /// <summary>
    /// A trial that failed for good waits for its next attempt, with all its restarts. What it reached does not count
    /// any more.
    /// </summary>
    public sealed record RetryTrial(int Trial, int Attempt, Assignment Assignment) : SearchAction;

    /// <summary>
    /// At most this many trials run at a time; null means that nothing limits them here. Those above it are given back
    /// and wait.
    /// </summary>
    public sealed record LimitTrials(int? Most) : SearchAction;

    /// <summary>The sweep has used this much in total, of what has a budget.</summary>
    public sealed record RecordUse(double? Seconds, double? DeviceHours) : SearchAction;

    /// <summary>A part of the budget is used up: no attempt begins until it is raised.</summary>
    public sealed record UseUp(BudgetPart Part) : SearchAction;

    /// <summary>The sweep now has this budget, of which no part is used up.</summary>
    public sealed record RaiseBudget(SweepBudget Budget) : SearchAction;

    /// <summary>
    /// The assignment of a trial gets this many trials in total, whatever their results are. Results are those that it
    /// has, as in <see cref="SearchEvent.RepeatsRequested"/>.
    /// </summary>
    public sealed record WantRepeats(
        int Trial, Assignment Assignment, int Repeats, ImmutableArray<RepeatResult> Results) : SearchAction
    {
        /// <summary>Whether both are the same, with the same results.</summary>
        public bool Equals(WantRepeats? other) =>
            other is not null && (Trial, Repeats) == (other.Trial, other.Repeats)
            && Assignment.Equals(other.Assignment) && Results.SequenceEqual(other.Results);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Trial, Repeats, Results.Length);
    }

    /// <summary>Repeats that users asked for and that have not begun do not begin any more.</summary>
    public sealed record DropRepeats : SearchAction;

    /// <summary>The method learns from a trial of another sweep.</summary>
    public sealed record Learn(Observation Observation) : SearchAction;
}
