using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Client.Output;

/// <summary>Finds the parameters that distinguish the trials of a sweep.</summary>
internal static class VaryingParameters
{
    /// <summary>Returns the parameters that are not the same in all trials, in the order of the sweep file.</summary>
    public static ImmutableArray<Parameter> Find(SearchSpace space) =>
        [.. space.Parameters.Where(parameter => Varies(parameter.Distribution))];

    private static bool Varies(Distribution distribution) => distribution switch
    {
        Distribution.Constant => false,
        Distribution.Categorical categorical => categorical.Values.Length > 1,
        Distribution.IntUniform whole => whole.Min < whole.Max,
        _ => true,
    };
}
