namespace Experiments.Contracts.Ports.Execution;

/// <summary>What a trial is told when it has reported or saved a checkpoint.</summary>
public enum TrialSignal
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>
    /// Return now: the trial ends here, or is paused and resumes from its last checkpoint later. What was reported
    /// before stands.
    /// </summary>
    Stop,

    /// <summary>
    /// Early termination compares trials at this step: save a checkpoint of it now, if you can. The answer to that says
    /// whether to go on.
    /// </summary>
    SaveCheckpoint,
}
