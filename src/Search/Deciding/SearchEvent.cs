using System.Text.Json.Serialization;

namespace Experiments.Search.Deciding;

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
    /// An attempt has trained to a step with this objective, and saved a checkpoint of it. It counts once for each trial and
    /// rung: the first that is recorded; a step without a rung, a rung told again, or an attempt that is not the trial's
    /// current one changes nothing.
    /// </summary>
    public sealed record RungReached(int Trial, int Attempt, int Step, double Objective) : SearchEvent;

    /// <summary>A person wants no more trials to begin.</summary>
    public sealed record StopRequested : SearchEvent;

    /// <summary>A person wants everything to end now.</summary>
    public sealed record CancelRequested : SearchEvent;
}
