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
}
