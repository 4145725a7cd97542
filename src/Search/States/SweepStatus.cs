namespace Experiments.Search.States;

/// <summary>The status of a sweep. The last four are final.</summary>
public enum SweepStatus
{
    /// <summary>Submitted; the dataset is being prepared.</summary>
    Preparing,

    /// <summary>Proposes and trains trials.</summary>
    Running,

    /// <summary>Proposes nothing more; running trials continue to their end.</summary>
    Stopping,

    /// <summary>Running trials save a checkpoint and end now.</summary>
    Cancelling,

    /// <summary>Ended by itself: the space was exhausted, the run cap or the target was reached, or the budget was
    /// used up.</summary>
    Completed,

    /// <summary>Could not be prepared, or no trial completed.</summary>
    Failed,

    /// <summary>Ended by a user who let running trials finish.</summary>
    Stopped,

    /// <summary>Ended by a user at once.</summary>
    Cancelled,
}
