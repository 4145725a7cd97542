using System.Collections.Immutable;

namespace Experiments.Search.Spaces;

/// <summary>
/// One dimension of a search space: its name (dotted if nested), its distribution, and the conditions that must all
/// hold for it to exist (if there are none, it always exists).
/// </summary>
public sealed record Parameter(string Name, Distribution Distribution, ImmutableArray<Condition> When);
