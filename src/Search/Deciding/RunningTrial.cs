using Experiments.Search.Spaces;

namespace Experiments.Search.Deciding;

/// <summary>
/// A trial with an attempt that trains. 0 ≤ Restarts &lt; Attempt: how many of its earlier attempts failed.
/// </summary>
public sealed record RunningTrial(int Attempt, int Restarts, string Node, Assignment Assignment);
