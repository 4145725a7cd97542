using System.Collections.Immutable;

namespace Experiments.Search.Events;

/// <summary>
/// One entry of a sweep's log: what the search was told and what it decided of it, in order. Seq counts from 1.
/// </summary>
public sealed record SearchStep(long Seq, SearchEvent Event, ImmutableArray<SearchAction> Actions);
