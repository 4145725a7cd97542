namespace Experiments.Search.Stopping;

/// <summary>What becomes of a trial at a rung.</summary>
internal enum Verdict
{
    /// <summary>It trains on.</summary>
    GoOn,

    /// <summary>It rests until it is promoted.</summary>
    Pause,

    /// <summary>It ends here.</summary>
    Prune,
}
