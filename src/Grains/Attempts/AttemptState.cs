using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Contracts.Grains.Rungs;

namespace Experiments.Grains.Attempts;

/// <summary>The state of an attempt, and its transitions as a pure function of events; see docs/attempts.md.</summary>
/// <param name="Phase">The phase of the attempt.</param>
internal sealed record AttemptState(AttemptPhase Phase)
{
    /// <summary>The rung that it reached and has not asked about, or null if none.</summary>
    public ReachedRung? Rung { get; private init; }

    /// <summary>The outcome if the trainer ends as requested, or null if it was not asked to end.</summary>
    public AttemptResult? Interruption { get; private init; }

    /// <summary>The outcome; null before <see cref="AttemptPhase.Stopping"/>.</summary>
    public AttemptResult? Result { get; private init; }

    /// <summary>Whether a newer attempt of the trial has begun, so that nothing of this one is kept any more.</summary>
    public bool IsSuperseded => Result == AttemptResult.Superseded;

    /// <summary>The signal for the trainer.</summary>
    public TrialSignal Signal => Phase switch
    {
        >= AttemptPhase.Stopping => TrialSignal.Stop,
        AttemptPhase.AtRung => TrialSignal.SaveCheckpoint,
        _ => TrialSignal.Continue,
    };

    /// <summary>
    /// Returns the state after an event. An event that has no meaning in a state leaves the state as it is.
    /// </summary>
    public AttemptState After(AttemptEvent happened) => Phase == AttemptPhase.Ended ? this : happened switch
    {
        AttemptEvent.ShareGranted when Phase == AttemptPhase.Waiting => new(AttemptPhase.Starting),
        AttemptEvent.Started when Phase == AttemptPhase.Starting => this with { Phase = AttemptPhase.Training },
        AttemptEvent.RungReached(var rung) when Phase == AttemptPhase.Training =>
            this with { Phase = AttemptPhase.AtRung, Rung = rung },
        AttemptEvent.SaveBegun when Phase is AttemptPhase.Training or AttemptPhase.AtRung =>
            this with { Phase = AttemptPhase.Saving },
        AttemptEvent.SaveEnded when Phase == AttemptPhase.Saving =>
            this with { Phase = Rung is null ? AttemptPhase.Training : AttemptPhase.AtRung },
        AttemptEvent.RungAnswered(var answer) when Phase == AttemptPhase.AtRung => AfterRung(answer),
        AttemptEvent.Superseded when Phase >= AttemptPhase.Training => Stopped(AttemptResult.Superseded),
        AttemptEvent.CancelRequested => Interrupted(new(AttemptEnd.Cancelled)),
        AttemptEvent.ReleaseRequested(var cause) => Interrupted(
            Interruption is { End: AttemptEnd.Cancelled } ? Interruption : new(AttemptEnd.Released, cause)),
        AttemptEvent.TrainerReturned => Over(new(AttemptEnd.Completed)),
        AttemptEvent.TrainerCancelled(var cause) => Over(Interruption ?? new(AttemptEnd.Failed, cause)),
        AttemptEvent.TrainerDoomed(var cause) => Over(new(AttemptEnd.Diverged, cause)),
        AttemptEvent.LimitExceeded(var cause) => Over(new(AttemptEnd.Diverged, cause)),
        AttemptEvent.TrainerFailed(var cause) => Over(new(AttemptEnd.Failed, cause)),
        AttemptEvent.TrainerFaulted(var cause, var ofDevice) => Over(new(AttemptEnd.Failed, cause)
        {
            Verdict = ofDevice ? AttemptVerdict.DeviceFault : AttemptVerdict.NodeFault,
        }),
        // What happened elsewhere says nothing about this node.
        AttemptEvent.WorkerFailed(var cause) => Over(new(AttemptEnd.Failed, cause)
        {
            Verdict = AttemptVerdict.Neutral,
        }),
        AttemptEvent.ObjectiveMissing(var cause) when Result is { End: AttemptEnd.Completed } =>
            this with { Result = new(AttemptEnd.Diverged, cause) },
        AttemptEvent.NodeFailed(var cause) => this with
        {
            Phase = AttemptPhase.Ending,
            Rung = null,
            // The database failed, which says nothing about this node.
            Result = IsSuperseded ? Result : new(AttemptEnd.Failed, cause) { Verdict = AttemptVerdict.Neutral },
        },
        AttemptEvent.EndReported when Phase == AttemptPhase.Ending => this with { Phase = AttemptPhase.Ended },
        _ => this,
    };

    private AttemptState AfterRung(RungAnswer answer) => answer switch
    {
        RungAnswer.Continue => this with { Phase = AttemptPhase.Training, Rung = null },
        RungAnswer.Pause => Stopped(new(AttemptEnd.Paused)),
        _ => Stopped(new(AttemptEnd.Pruned)),
    };

    /// <summary>The outcome is known, whatever the trainer does from now on.</summary>
    private AttemptState Stopped(AttemptResult result) => this with
    {
        Phase = Phase < AttemptPhase.Stopping ? AttemptPhase.Stopping : Phase,
        Rung = null,
        Result = result,
    };

    /// <summary>The attempt is asked to end. One that waits ends at once, because it has no trainer.</summary>
    private AttemptState Interrupted(AttemptResult interruption) => Phase == AttemptPhase.Waiting
        ? this with { Phase = AttemptPhase.Ending, Interruption = interruption, Result = interruption }
        : this with { Interruption = interruption };

    /// <summary>
    /// The trainer has ended. The way in which it ended is the outcome, unless the outcome was known before.
    /// </summary>
    private AttemptState Over(AttemptResult result) =>
        this with { Phase = AttemptPhase.Ending, Rung = null, Result = Result ?? result };
}
