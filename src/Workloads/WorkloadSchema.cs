using System.Collections.Immutable;

namespace Experiments.Workloads;

/// <summary>The name, the parameters and the objectives of a built-in workload.</summary>
/// <param name="Name">The name in a sweep file.</param>
/// <param name="NeedsDataset">Whether <c>dataset</c> is required.</param>
/// <param name="Parameters">All parameters that it accepts.</param>
/// <param name="Objectives">The only metrics that may be an objective.</param>
public sealed record WorkloadSchema(
    string Name, bool NeedsDataset, ImmutableArray<WorkloadParameter> Parameters,
    ImmutableArray<WorkloadObjective> Objectives)
{
    /// <summary>Returns the parameter with this name or alias, or null if there is none.</summary>
    public WorkloadParameter? Find(string name) =>
        Parameters.FirstOrDefault(parameter => parameter.Name == name || parameter.Aliases.Contains(name));
}
