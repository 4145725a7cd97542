using System.Collections.Immutable;

namespace Experiments.Workloads;

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
}
