namespace Experiments.Contracts.Ports.Execution;

/// <summary>What a trial is told in answer to a report.</summary>
public enum TrialSignal
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>End now; what was reported stands.</summary>
    Stop,

    /// <summary>
    /// Save a checkpoint of this step now, if there is such a thing, and go on: whether the trial may is decided before the save
    /// returns; where it may not, the save throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Checkpoint,
}
