using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;

namespace Experiments.Contracts.Workloads;

/// <summary>How long trials train.</summary>
public static class TrialBudget
{
    /// <summary>Epochs of a trial with this assignment; null: only its workload knows.</summary>
    public static int? EpochsOf(WorkloadSpec workload, Assignment assignment)
    {
        if (BuiltInWorkloads.SchemaOf(workload) is not { } schema) return null;
        var parameters = new TrialParameters(assignment, schema);
        return parameters.Has("epochs") ? (int)parameters.Integer("epochs") : null;
    }
}
