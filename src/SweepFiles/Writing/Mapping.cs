using System.Collections.Immutable;

namespace Experiments.SweepFiles.Writing;

/// <summary>Keys of a sweep file with their values, in order. A value may be another mapping.</summary>
public sealed record Mapping(ImmutableArray<KeyValuePair<string, object?>> Items);
