using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Grains.Attempts;

/// <summary>What can happen to an attempt. A closed set; <see cref="AttemptState.After"/> says what follows.</summary>
internal abstract record AttemptEvent
{
    private AttemptEvent() { }

    /// <summary>Its share of the node is free.</summary>
    public sealed record ShareGranted : AttemptEvent;

    /// <summary>It knows where to resume.</summary>
    public sealed record Started : AttemptEvent;

    /// <summary>A report reached a rung.</summary>
    public sealed record RungReached(ReachedRung Rung) : AttemptEvent;

    /// <summary>The trainer saves a checkpoint.</summary>
    public sealed record SaveBegun : AttemptEvent;

    /// <summary>The checkpoint is kept, or could not be.</summary>
    public sealed record SaveEnded : AttemptEvent;

    /// <summary>The sweep has decided what becomes of the trial at its rung.</summary>
    public sealed record RungAnswered(RungAnswer Answer) : AttemptEvent;

    /// <summary>The database refused numbers or a checkpoint: a newer attempt has begun.</summary>
    public sealed record Superseded : AttemptEvent;

    /// <summary>Its sweep was cancelled.</summary>
    public sealed record CancelRequested : AttemptEvent;

    /// <summary>Its share is wanted back: the node drains, or a sweep of higher priority needs the place.</summary>
    public sealed record ReleaseRequested(string Cause) : AttemptEvent;

    /// <summary>The trainer has returned.</summary>
    public sealed record TrainerReturned : AttemptEvent;

    /// <summary>The trainer ended by cancellation.</summary>
    public sealed record TrainerCancelled(string Cause) : AttemptEvent;

    /// <summary>The trainer ended in a way that another attempt would repeat, such as a loss that is NaN.</summary>
    public sealed record TrainerDoomed(string Cause) : AttemptEvent;

    /// <summary>The trainer was ended at its limit of time or memory.</summary>
    public sealed record LimitExceeded(string Cause) : AttemptEvent;

    /// <summary>The trainer failed.</summary>
    public sealed record TrainerFailed(string Cause) : AttemptEvent;

    /// <summary>The trainer returned, and the trial never reported its objective.</summary>
    public sealed record ObjectiveMissing(string Cause) : AttemptEvent;

    /// <summary>
    /// The node could not do its part: its order cannot be read, or its numbers could not be committed.
    /// </summary>
    public sealed record NodeFailed(string Cause) : AttemptEvent;

    /// <summary>The sweep knows of the end, or need not know.</summary>
    public sealed record EndReported : AttemptEvent;

    /// <summary>What an exception out of the trainer means.</summary>
    public static AttemptEvent FromException(Exception thrown) => thrown switch
    {
        OperationCanceledException => new TrainerCancelled(thrown.Message),
        TrialLimitException => new LimitExceeded(thrown.Message),
        TrialDoomedException => new TrainerDoomed(thrown.Message),
        _ => new TrainerFailed(thrown.Message),
    };
}
