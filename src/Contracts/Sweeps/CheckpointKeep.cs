namespace Experiments.Contracts.Sweeps;

/// <summary>
/// Which checkpoints are kept of trials that have ended. Those of trials that can still continue, and of pinned trials,
/// are always kept.
/// </summary>
public enum CheckpointKeep
{
    /// <summary>The newest one of the sweep's best completed trial.</summary>
    Best,

    /// <summary>The newest one of each trial.</summary>
    Last,

    /// <summary>Everything that a trial has when it ends: the newest two.</summary>
    All,
}
