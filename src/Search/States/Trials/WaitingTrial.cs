using Experiments.Search.States.Rungs;

namespace Experiments.Search.States.Trials;

/// <summary>
/// A trial that lost its attempt. Restarts, with 0 ≤ Restarts ≤ Attempt, is how many of its attempts, including the
/// last one, failed.
/// </summary>
public sealed record WaitingTrial(int Trial, int Attempt, int Restarts, Assignment Assignment)
{
    /// <summary>The last rung that it reached, or null if none yet.</summary>
    public RungProgress? Progress { get; init; }

    /// <summary>
    /// The number of the first trial with its assignment if it is a repeat of that one; otherwise null.
    /// </summary>
    public int? RepeatOf { get; init; }

    /// <summary>Where its attempts failed; null if none did, or if that is not known.</summary>
    public TrialFailures? Failures { get; init; }

    /// <summary>Whether an attempt failed on the node.</summary>
    internal bool HasFailedOn(string node) => Failures?.Nodes.Contains(node) == true;
}
