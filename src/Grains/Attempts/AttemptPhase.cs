namespace Experiments.Grains.Attempts;

/// <summary>Where an attempt is on its way, in the order in which it gets there.</summary>
internal enum AttemptPhase
{
    /// <summary>Its lease was granted ahead; its share of the node is not free yet.</summary>
    Waiting,

    /// <summary>It has its share, and looks for the checkpoint to resume from.</summary>
    Starting,

    /// <summary>Its trainer runs.</summary>
    Training,

    /// <summary>Its last report reached a rung of early termination, and its sweep has not been asked yet.</summary>
    AtRung,

    /// <summary>A checkpoint is being saved.</summary>
    Saving,

    /// <summary>What becomes of it is known; its trainer is told to stop and has not ended yet.</summary>
    Stopping,

    /// <summary>
    /// Its trainer has ended and its share is free; its numbers are committed and its end is reported.
    /// </summary>
    Ending,

    /// <summary>Its sweep knows of its end.</summary>
    Ended,
}
