using System.Collections.Immutable;

namespace Experiments.Workloads;

/// <summary>A parameter that a built-in workload owns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it does, in a sentence.</param>
/// <param name="Rule">What values it takes.</param>
/// <param name="Default">Its value where a trial names none; null: there is none, the workload says what then
/// happens.</param>
public sealed record WorkloadParameter(string Name, string Meaning, ParameterRule Rule, ParameterValue? Default)
{
    /// <summary>Other names for it, replaced when a sweep file is read.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];
}
