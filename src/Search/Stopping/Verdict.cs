namespace Experiments.Search.Stopping;

/// <summary>What happens to a trial at a rung.</summary>
internal enum Verdict
{
    /// <summary>It continues to train.</summary>
    GoOn,

    /// <summary>It is paused until it is promoted.</summary>
    Pause,

    /// <summary>It ends here.</summary>
    Prune,

    /// <summary>It has nothing left to learn: it has completed.</summary>
    Complete,
}
