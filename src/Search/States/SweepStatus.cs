namespace Experiments.Search.States;

/// <summary>Where a sweep is in its life. The last four are final.</summary>
public enum SweepStatus
{
    /// <summary>Submitted; the dataset is being made ready.</summary>
    Preparing,

    /// <summary>Proposes and trains trials.</summary>
    Running,

    /// <summary>Proposes nothing more; what runs goes on to its end.</summary>
    Stopping,

    /// <summary>Running trials save a checkpoint and end now.</summary>
    Cancelling,

    /// <summary>Ended by itself: the space, the run cap or the target was reached.</summary>
    Completed,

    /// <summary>Could not be prepared, or no trial completed.</summary>
    Failed,

    /// <summary>Ended by a person who let running trials finish.</summary>
    Stopped,

    /// <summary>Ended by a person at once.</summary>
    Cancelled,
}
