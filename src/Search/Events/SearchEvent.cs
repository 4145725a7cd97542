using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Events;

/// <summary>
/// What the search is told. A closed set. Kinds and property names are stored: they never change their meaning.
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
public abstract record SearchEvent
{
    private SearchEvent() { }

    /// <summary>Workload and dataset are ready; trials may begin.</summary>
    public sealed record Prepared : SearchEvent;

    /// <summary>Workload or dataset cannot be made ready.</summary>
    public sealed record PreparationFailed(string Cause) : SearchEvent;

    /// <summary>A node has room for one attempt. It is an event only where an attempt begins of it.</summary>
    public sealed record SlotOffered(string Node) : SearchEvent;

    /// <summary>
    /// An attempt ended. Told again, or of an attempt that is not the trial's current one, it changes nothing.
    /// </summary>
    public sealed record AttemptEnded(int Trial, int Attempt, AttemptOutcome Outcome) : SearchEvent;

    /// <summary>
    /// An attempt has trained to a step with this objective, and saved a checkpoint of it. It counts for the highest rung at or
    /// below the step, once for each trial and rung: the first that is recorded. A step below all rungs, a rung told again, or
    /// an attempt that is not the trial's current one changes nothing. Step is in what rungs are measured in. Best is the best of
    /// all objectives so far, finite, where rungs are counted in reports; null: the best of those at rungs.
    /// </summary>
    public sealed record RungReached(int Trial, int Attempt, int Step, double Objective, double? Best = null) : SearchEvent;

    /// <summary>A person wants no more trials to begin.</summary>
    public sealed record StopRequested : SearchEvent;

    /// <summary>A person wants everything to end now.</summary>
    public sealed record CancelRequested : SearchEvent;

    /// <summary>A person wants nothing to begin until they resume the sweep; what trains goes on to its end.</summary>
    public sealed record PauseRequested : SearchEvent;

    /// <summary>A person wants a paused sweep to go on.</summary>
    public sealed record ResumeRequested : SearchEvent;

    /// <summary>
    /// A person wants this many trials in total, more than before. A sweep that has ended goes on, but for one that reached its
    /// target.
    /// </summary>
    public sealed record RunCapRaised(int RunCap) : SearchEvent;

    /// <summary>
    /// A person gives an assignment of the space, to be tried before any proposal. It counts toward the run cap, and changes
    /// nothing where that has no room left or the sweep was ended by a person.
    /// </summary>
    public sealed record AssignmentGiven(Assignment Assignment) : SearchEvent;

    /// <summary>
    /// What trials of other sweeps came to. It counts once, before the first trial, where the method learns; of each, only what
    /// is an assignment of this space.
    /// </summary>
    public sealed record ObservationsLent(ImmutableArray<Observation> Observations) : SearchEvent;
}
