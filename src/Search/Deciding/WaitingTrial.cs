using Experiments.Search.Spaces;

namespace Experiments.Search.Deciding;

/// <summary>
/// A trial that lost its attempt. 0 ≤ Restarts ≤ Attempt: how many of its attempts, the last included, failed.
/// </summary>
public sealed record WaitingTrial(int Trial, int Attempt, int Restarts, Assignment Assignment);
