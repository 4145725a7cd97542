namespace Experiments.Grains.Attempts;

/// <summary>The phases of an attempt, in the order in which it reaches them.</summary>
internal enum AttemptPhase
{
    /// <summary>Its lease was granted ahead; its share of the node is not free yet.</summary>
    Waiting,

    /// <summary>It has its share, and loads the checkpoint to resume from.</summary>
    Starting,

    /// <summary>Its trainer runs.</summary>
    Training,

    /// <summary>Its last report reached a rung of early termination, and its sweep has not been asked yet.</summary>
    AtRung,

    /// <summary>A checkpoint is being saved.</summary>
    Saving,

    /// <summary>Its outcome is known; its trainer is told to stop and has not ended yet.</summary>
    Stopping,

    /// <summary>
    /// Its trainer has ended and its share is free; its last metrics are being committed and its end is being reported.
    /// </summary>
    Ending,

    /// <summary>Its sweep knows of its end.</summary>
    Ended,
}
