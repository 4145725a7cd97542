using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Grains.Attempts;

/// <summary>
/// The state of an attempt, and how it changes: a pure function of what happened. docs/attempts.md draws it.
/// </summary>
/// <param name="Phase">Where it is.</param>
internal sealed record AttemptState(AttemptPhase Phase)
{
    /// <summary>The rung that it reached and has not asked about; null: none.</summary>
    public ReachedRung? Rung { get; private init; }

    /// <summary>
    /// What the attempt comes to if its trainer ends as it was asked to; null: it was not asked to end.
    /// </summary>
    public AttemptResult? Interruption { get; private init; }

    /// <summary>What has become of it; null before <see cref="AttemptPhase.Stopping"/>.</summary>
    public AttemptResult? Result { get; private init; }

    /// <summary>Whether a newer attempt of the trial has begun: nothing of this one is kept any more.</summary>
    public bool IsSuperseded => Result == AttemptResult.Superseded;

    /// <summary>What its trainer is told.</summary>
    public TrialSignal Signal => Phase switch
    {
        >= AttemptPhase.Stopping => TrialSignal.Stop,
        AttemptPhase.AtRung => TrialSignal.SaveCheckpoint,
        _ => TrialSignal.Continue,
    };

    /// <summary>The state after something has happened. What cannot matter in a state leaves it as it is.</summary>
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
        AttemptEvent.ObjectiveMissing(var cause) when Result is { End: AttemptEnd.Completed } =>
            this with { Result = new(AttemptEnd.Diverged, cause) },
        AttemptEvent.NodeFailed(var cause) => this with
        {
            Phase = AttemptPhase.Ending, Rung = null, Result = IsSuperseded ? Result : new(AttemptEnd.Failed, cause),
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

    /// <summary>What becomes of it is known, whatever its trainer does from now on.</summary>
    private AttemptState Stopped(AttemptResult result) => this with
    {
        Phase = Phase < AttemptPhase.Stopping ? AttemptPhase.Stopping : Phase, Rung = null, Result = result,
    };

    /// <summary>It is asked to end. One that waits ends at once, for it has no trainer.</summary>
    private AttemptState Interrupted(AttemptResult interruption) => Phase == AttemptPhase.Waiting
        ? this with { Phase = AttemptPhase.Ending, Interruption = interruption, Result = interruption }
        : this with { Interruption = interruption };

    /// <summary>Its trainer has ended; how is what becomes of it, unless that was known before.</summary>
    private AttemptState Over(AttemptResult result) =>
        this with { Phase = AttemptPhase.Ending, Rung = null, Result = Result ?? result };
}
