using System.Collections.Immutable;

namespace Experiments.Search.Spaces;

/// <summary>
/// A condition that holds if the parameter <paramref name="Parameter"/> exists and has one of
/// <paramref name="Values"/>.
/// </summary>
public sealed record Condition(string Parameter, ImmutableArray<ParameterValue> Values)
{
    /// <summary>
    /// Returns whether the condition holds if its parameter has <paramref name="value"/>, where null means that the
    /// parameter does not exist.
    /// </summary>
    public bool HoldsFor(ParameterValue? value) => value is not null && Values.Contains(value);
}
