namespace Experiments.Grains.Sweeps;

/// <summary>The outcome of starting an attempt.</summary>
internal enum StartOutcome
{
    /// <summary>The attempt trains, or waits at its node.</summary>
    Started,

    /// <summary>The attempt did not start, and never will.</summary>
    Refused,

    /// <summary>The call was not answered.</summary>
    Unknown,
}
