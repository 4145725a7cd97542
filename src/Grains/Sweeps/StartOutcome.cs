namespace Experiments.Grains.Sweeps;

/// <summary>What became of the start of an attempt.</summary>
internal enum StartOutcome
{
    /// <summary>It trains.</summary>
    Started,

    /// <summary>It did not start, and never will.</summary>
    Refused,

    /// <summary>Nobody answered.</summary>
    Unknown,
}
