using System.Collections.Immutable;

namespace Experiments.Workloads;

/// <summary>A parameter of a built-in workload.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">The meaning, in a sentence.</param>
/// <param name="Rule">The values that it accepts.</param>
/// <param name="Default">The value if a trial gives none, or null if there is no fixed default and the workload
/// decides.</param>
public sealed record WorkloadParameter(string Name, string Meaning, ParameterRule Rule, ParameterValue? Default)
{
    /// <summary>Other names, which are replaced when a sweep file is read.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];
}
