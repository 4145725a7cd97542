namespace Experiments.Contracts.Ports.Execution;

/// <summary>What a trial is told in answer to a report.</summary>
public enum TrialSignal
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>End now; what was reported stands.</summary>
    Stop,
}
