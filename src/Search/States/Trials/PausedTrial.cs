using Experiments.Search.States.Rungs;

namespace Experiments.Search.States.Trials;

/// <summary>
/// A trial that is paused at a rung: it holds no device, and continues from its checkpoint if it is promoted.
/// </summary>
public sealed record PausedTrial(int Attempt, int Restarts, Assignment Assignment, RungProgress Progress);
