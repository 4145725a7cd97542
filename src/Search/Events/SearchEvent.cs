using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Specs;
using Experiments.Search.States.Repeats;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Events;

/// <summary>
/// What the search receives. A closed set. Kinds and property names are stored, so their meaning never changes.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Prepared), "prepared")]
[JsonDerivedType(typeof(PreparationFailed), "preparation_failed")]
[JsonDerivedType(typeof(SlotOffered), "slot_offered")]
[JsonDerivedType(typeof(AttemptEnded), "attempt_ended")]
[JsonDerivedType(typeof(RungReached), "rung_reached")]
[JsonDerivedType(typeof(StopRequested), "stop_requested")]
[JsonDerivedType(typeof(CancelRequested), "cancel_requested")]
[JsonDerivedType(typeof(PauseRequested), "pause_requested")]
[JsonDerivedType(typeof(ResumeRequested), "resume_requested")]
[JsonDerivedType(typeof(RunCapRaised), "run_cap_raised")]
[JsonDerivedType(typeof(AssignmentGiven), "assignment_given")]
[JsonDerivedType(typeof(ObservationsLent), "observations_lent")]
[JsonDerivedType(typeof(RetryRequested), "retry_requested")]
[JsonDerivedType(typeof(LimitRequested), "limit_requested")]
[JsonDerivedType(typeof(UseMeasured), "use_measured")]
[JsonDerivedType(typeof(BudgetRaised), "budget_raised")]
[JsonDerivedType(typeof(RepeatsRequested), "repeats_requested")]
public abstract record SearchEvent
{
    private SearchEvent() { }

    /// <summary>The workload and the dataset are ready; trials may begin.</summary>
    public sealed record Prepared : SearchEvent;

    /// <summary>The workload or the dataset cannot be made ready.</summary>
    public sealed record PreparationFailed(string Cause) : SearchEvent;

    /// <summary>A node has room for one attempt. The event is recorded only if an attempt begins.</summary>
    public sealed record SlotOffered(string Node) : SearchEvent;

    /// <summary>
    /// An attempt ended. A duplicate, or an attempt that is not the trial's current one, changes nothing.
    /// </summary>
    public sealed record AttemptEnded(int Trial, int Attempt, AttemptOutcome Outcome) : SearchEvent;

    /// <summary>
    /// An attempt has trained to a step with this objective, and saved a checkpoint of it. It counts for the highest
    /// rung at or below the step, once for each trial and rung: the first that is recorded. A step below all rungs, a
    /// rung reported again, or an attempt that is not the trial's current one changes nothing. Step is in the unit that
    /// rungs are measured in. Best is the best of all objectives so far, finite, if rungs are counted in reports; null
    /// means the best of those at rungs. Outcomes are the values of the metrics that have a limit, then those of the
    /// objectives besides the first; null if there are none.
    /// </summary>
    public sealed record RungReached(
        int Trial, int Attempt, int Step, double Objective, double? Best = null, OutcomeValues? Outcomes = null)
        : SearchEvent;

    /// <summary>A user requests that no more trials begin.</summary>
    public sealed record StopRequested : SearchEvent;

    /// <summary>A user requests that everything end now.</summary>
    public sealed record CancelRequested : SearchEvent;

    /// <summary>
    /// A user requests that nothing begin until the sweep is resumed; running attempts continue to their end.
    /// </summary>
    public sealed record PauseRequested : SearchEvent;

    /// <summary>A user requests that a paused sweep continue.</summary>
    public sealed record ResumeRequested : SearchEvent;

    /// <summary>
    /// A user requests this many trials in total, more than before. A sweep that has ended continues, unless it reached
    /// its target.
    /// </summary>
    public sealed record RunCapRaised(int RunCap) : SearchEvent;

    /// <summary>
    /// A user adds an assignment of the space, to be tried before any proposal. It counts toward the run cap, and
    /// changes nothing if the cap leaves no room or a user ended the sweep.
    /// </summary>
    public sealed record AssignmentGiven(Assignment Assignment) : SearchEvent;

    /// <summary>
    /// A user requests that a trial that failed for good be tried again, with all its restarts. Attempt and Assignment
    /// are those of its last attempt. Changes nothing unless the trial has ended, or while the sweep is cancelled.
    /// </summary>
    public sealed record RetryRequested(int Trial, int Attempt, Assignment Assignment) : SearchEvent;

    /// <summary>
    /// A user requests that at most this many trials run at a time, ≥ 1; null lifts that limit. Changes nothing if it
    /// is the limit already, or the sweep has ended.
    /// </summary>
    public sealed record LimitRequested(int? Most) : SearchEvent;

    /// <summary>
    /// What the sweep has used so far, since it began to run: the time in seconds, and the hours of devices; null if
    /// that is not measured. Changes nothing if it is hardly more than what is recorded, and ends nothing yet.
    /// </summary>
    public sealed record UseMeasured(double? Seconds, double? DeviceHours) : SearchEvent;

    /// <summary>
    /// A user raises parts of the budget to these limits, and the number of trials in total, as in
    /// <see cref="RunCapRaised"/>; null leaves a part as it is. A sweep that ended because a part was used up goes on.
    /// Changes nothing unless all of them are more than before, and more than was used.
    /// </summary>
    public sealed record BudgetRaised(
        double? Seconds = null, double? DeviceHours = null, int? NoBetterAfter = null, int? RunCap = null)
        : SearchEvent
    {
        /// <summary>Returns a budget after it is raised so.</summary>
        public SweepBudget Raise(SweepBudget before) => before.With(Seconds, DeviceHours, NoBetterAfter);
    }

    /// <summary>
    /// A user requests that an assignment be tried this many times in total, with different seeds. Trial is the number
    /// of its first trial that completed, and Results are the results of all of its trials that completed. A sweep that
    /// has ended continues for it. Changes nothing if so many have begun, if the sweep is cancelled or has used up its
    /// budget, or if it has several objectives.
    /// </summary>
    public sealed record RepeatsRequested(
        int Trial, Assignment Assignment, int Repeats, ImmutableArray<RepeatResult> Results) : SearchEvent;

    /// <summary>
    /// The results of trials of other sweeps. They count once, before the first trial, if the method learns; only those
    /// with an assignment of this space are used.
    /// </summary>
    public sealed record ObservationsLent(ImmutableArray<Observation> Observations) : SearchEvent;
}
