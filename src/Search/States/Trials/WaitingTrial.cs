using Experiments.Search.States.Rungs;

namespace Experiments.Search.States.Trials;

/// <summary>
/// A trial that lost its attempt. 0 ≤ Restarts ≤ Attempt: how many of its attempts, the last included, failed.
/// </summary>
public sealed record WaitingTrial(int Trial, int Attempt, int Restarts, Assignment Assignment)
{
    /// <summary>The last rung that it reached; null: none yet.</summary>
    public RungProgress? Progress { get; init; }
}
