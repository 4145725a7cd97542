using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Workloads;

/// <summary>The training time of trials.</summary>
public static class TrialBudget
{
    /// <summary>
    /// Returns the number of epochs of a trial with this assignment, or null if only its workload knows it.
    /// </summary>
    public static int? EpochsOf(WorkloadSpec workload, Assignment assignment)
    {
        if (BuiltInWorkloads.SchemaOf(workload) is not { } schema) return null;
        var parameters = new TrialParameters(assignment, schema);
        return parameters.Has("epochs") ? (int)parameters.Integer("epochs") : null;
    }
}
