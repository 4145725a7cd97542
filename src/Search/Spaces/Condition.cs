using System.Collections.Immutable;

namespace Experiments.Search.Spaces;

/// <summary>
/// Holds where the parameter <paramref name="Parameter"/> exists and has one of <paramref name="Values"/>.
/// </summary>
public sealed record Condition(string Parameter, ImmutableArray<ParameterValue> Values)
{
    /// <summary>
    /// Whether it holds where its parameter has <paramref name="value"/>; null: the parameter does not exist.
    /// </summary>
    public bool HoldsFor(ParameterValue? value) => value is not null && Values.Contains(value);
}
