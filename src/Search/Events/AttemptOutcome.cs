using System.Text.Json.Serialization;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Events;

/// <summary>How an attempt ended. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(Faulted), "faulted")]
[JsonDerivedType(typeof(Diverged), "diverged")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
public abstract record AttemptOutcome
{
    private AttemptOutcome() { }

    /// <summary>
    /// Trained to its end. A non-finite objective never ranks. Outcomes are the values of the metrics that have a
    /// limit, then those of the objectives besides the first; null if there are none.
    /// </summary>
    public sealed record Completed(double Objective, OutcomeValues? Outcomes = null) : AttemptOutcome;

    /// <summary>
    /// Threw, or lost its node. Retried from its checkpoint while restarts are left, and rather not on Node, if it is
    /// known.
    /// </summary>
    public sealed record Failed(string Cause, string? Node = null) : AttemptOutcome;

    /// <summary>
    /// Ended by a fault of Node or of its device. Retried as if it had failed, but no restart is charged, unless that
    /// has happened to the trial <see cref="TrialFailures.MostSpared"/> times.
    /// </summary>
    public sealed record Faulted(string Cause, string Node) : AttemptOutcome;

    /// <summary>Ended in a way that a retry would repeat, such as a loss that became NaN. Never retried.</summary>
    public sealed record Diverged(string Cause) : AttemptOutcome;

    /// <summary>
    /// Released its lease, or never started. The trial waits for its next attempt and no restart is charged.
    /// </summary>
    public sealed record Released(string Cause) : AttemptOutcome;

    /// <summary>Ended because the sweep was cancelled.</summary>
    public sealed record Cancelled : AttemptOutcome;
}
