using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Something that happens to an attempt. A closed set; <see cref="AttemptState.After"/> defines what follows.
/// </summary>
internal abstract record AttemptEvent
{
    private AttemptEvent() { }

    /// <summary>Its share of the node is free.</summary>
    public sealed record ShareGranted : AttemptEvent;

    /// <summary>The checkpoint to resume from, if there is one, is loaded.</summary>
    public sealed record Started : AttemptEvent;

    /// <summary>A report reached a rung.</summary>
    public sealed record RungReached(ReachedRung Rung) : AttemptEvent;

    /// <summary>The trainer begins to save a checkpoint.</summary>
    public sealed record SaveBegun : AttemptEvent;

    /// <summary>The checkpoint was saved, or could not be.</summary>
    public sealed record SaveEnded : AttemptEvent;

    /// <summary>The sweep has decided what becomes of the trial at its rung.</summary>
    public sealed record RungAnswered(RungAnswer Answer) : AttemptEvent;

    /// <summary>The database refused metrics or a checkpoint: a newer attempt has begun.</summary>
    public sealed record Superseded : AttemptEvent;

    /// <summary>Its sweep was cancelled.</summary>
    public sealed record CancelRequested : AttemptEvent;

    /// <summary>Its share is requested back: the node drains, or a sweep of higher priority needs the share.</summary>
    public sealed record ReleaseRequested(string Cause) : AttemptEvent;

    /// <summary>The trainer has returned.</summary>
    public sealed record TrainerReturned : AttemptEvent;

    /// <summary>The trainer ended by cancellation.</summary>
    public sealed record TrainerCancelled(string Cause) : AttemptEvent;

    /// <summary>The trainer ended in a way that another attempt would repeat, such as a NaN loss.</summary>
    public sealed record TrainerDoomed(string Cause) : AttemptEvent;

    /// <summary>The trainer was ended at its time or memory limit.</summary>
    public sealed record LimitExceeded(string Cause) : AttemptEvent;

    /// <summary>The trainer failed.</summary>
    public sealed record TrainerFailed(string Cause) : AttemptEvent;

    /// <summary>The trainer failed because the node or, if OfDevice, its device failed.</summary>
    public sealed record TrainerFaulted(string Cause, bool OfDevice) : AttemptEvent;

    /// <summary>The worker outside the cluster that trains failed, or was silent for too long.</summary>
    public sealed record WorkerFailed(string Cause) : AttemptEvent;

    /// <summary>The trainer returned, but the trial never reported its objective.</summary>
    public sealed record ObjectiveMissing(string Cause) : AttemptEvent;

    /// <summary>The node failed: it could not read the attempt's order, or could not commit its metrics.</summary>
    public sealed record NodeFailed(string Cause) : AttemptEvent;

    /// <summary>The sweep knows of the end, or does not need to.</summary>
    public sealed record EndReported : AttemptEvent;

    /// <summary>Returns the event for an exception that the trainer threw.</summary>
    public static AttemptEvent FromException(Exception thrown) => thrown switch
    {
        OperationCanceledException => new TrainerCancelled(thrown.Message),
        TrialLimitException => new LimitExceeded(thrown.Message),
        TrialDoomedException => new TrainerDoomed(thrown.Message),
        DeviceFaultException => new TrainerFaulted(thrown.Message, OfDevice: true),
        WorkerFailedException => new WorkerFailed(thrown.Message),
        NodeFaultException => new TrainerFaulted(thrown.Message, OfDevice: false),
        _ => new TrainerFailed(thrown.Message),
    };
}
