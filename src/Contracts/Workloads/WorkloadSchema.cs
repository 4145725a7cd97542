using System.Collections.Immutable;
using Experiments.Contracts.SweepFiles;
using Experiments.Search.Spaces;

namespace Experiments.Contracts.Workloads;

/// <summary>What a built-in workload is called, what it takes, and what it reports.</summary>
/// <param name="Name">Its name in a sweep file.</param>
/// <param name="NeedsDataset">Whether <c>dataset</c> must be given.</param>
/// <param name="Parameters">All that it takes; it takes nothing else.</param>
/// <param name="Objectives">Metrics that may be an objective; no other may.</param>
public sealed record WorkloadSchema(
    string Name, bool NeedsDataset, ImmutableArray<WorkloadParameter> Parameters,
    ImmutableArray<WorkloadObjective> Objectives)
{
    /// <summary>The parameter with this name or alias, or null.</summary>
    public WorkloadParameter? Find(string name) =>
        Parameters.FirstOrDefault(parameter => parameter.Name == name || parameter.Aliases.Contains(name));

    /// <summary>What is wrong with a trial's values, a sentence each: names that are unknown, and values that are not taken.</summary>
    public ImmutableArray<string> Check(Assignment assignment)
    {
        var wrong = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, value) in assignment)
        {
            if (Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } known)
                wrong.Add($"workload '{Name}' has no parameter '{name}'{Spelling.HintOrList(name, [.. Parameters.Select(p => p.Name)], "it takes")}");
            else if (!known.Rule.Allows(value))
                wrong.Add($"parameter '{name}' needs {known.Rule.Describe()}, but got {value}");
        }
        return wrong.ToImmutable();
    }
}
