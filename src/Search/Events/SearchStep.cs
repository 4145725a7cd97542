using System.Collections.Immutable;

namespace Experiments.Search.Events;

/// <summary>
/// One entry of a sweep's log: an event that the search received and the actions that it decided, in order. Seq counts
/// from 1.
/// </summary>
public sealed record SearchStep(long Seq, SearchEvent Event, ImmutableArray<SearchAction> Actions);
