namespace Experiments.Workloads;

/// <summary>What a workload is to do next, as the answer to a report or a checkpoint.</summary>
public enum TrialSignal
{
    /// <summary>Continue to train.</summary>
    Continue,

    /// <summary>
    /// Return now: the trial ends here, or is paused and resumes from its last checkpoint later. Earlier reports
    /// remain.
    /// </summary>
    Stop,

    /// <summary>
    /// Early termination compares trials at this step: save a checkpoint of it now, if possible. The answer to that
    /// call tells whether to continue.
    /// </summary>
    SaveCheckpoint,
}
