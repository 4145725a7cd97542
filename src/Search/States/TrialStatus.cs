namespace Experiments.Search.States;

/// <summary>Where a trial is in its life. The last four are final.</summary>
public enum TrialStatus
{
    /// <summary>An attempt trains.</summary>
    Running,

    /// <summary>Lost its attempt; waits for the next one.</summary>
    Waiting,

    /// <summary>Rests at a rung, without a device, and goes on if it is promoted.</summary>
    Paused,

    /// <summary>Trained to its end.</summary>
    Completed,

    /// <summary>Stopped before its budget ended.</summary>
    Pruned,

    /// <summary>Diverged, or lost more attempts than it may.</summary>
    Failed,

    /// <summary>Ended by a person.</summary>
    Cancelled,
}
