using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Client.Output;

/// <summary>The parameters of a sweep that tell its trials apart.</summary>
internal static class VaryingParameters
{
    /// <summary>Those that are not the same in all trials, in the order of the file.</summary>
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
