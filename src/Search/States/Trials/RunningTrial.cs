using Experiments.Search.States.Rungs;

namespace Experiments.Search.States.Trials;

/// <summary>
/// A trial with an attempt that is training. Restarts, with 0 ≤ Restarts &lt; Attempt, is how many of its earlier
/// attempts failed.
/// </summary>
public sealed record RunningTrial(int Attempt, int Restarts, string Node, Assignment Assignment)
{
    /// <summary>The last rung that it reached, or null if none yet.</summary>
    public RungProgress? Progress { get; init; }

    /// <summary>
    /// The number of the first trial with its assignment if it is a repeat of that one; otherwise null.
    /// </summary>
    public int? RepeatOf { get; init; }

    /// <summary>Where its attempts failed; null if none did, or if that is not known.</summary>
    public TrialFailures? Failures { get; init; }
}
