namespace Experiments.Search.States;

/// <summary>The status of a trial. The last four are final.</summary>
public enum TrialStatus
{
    /// <summary>An attempt is training.</summary>
    Running,

    /// <summary>Has lost its attempt and waits for the next one.</summary>
    Waiting,

    /// <summary>Paused at a rung, without a device; continues if it is promoted.</summary>
    Paused,

    /// <summary>Trained to its end.</summary>
    Completed,

    /// <summary>Stopped before its budget ended.</summary>
    Pruned,

    /// <summary>Diverged, or lost more attempts than allowed.</summary>
    Failed,

    /// <summary>Ended by a user.</summary>
    Cancelled,
}
