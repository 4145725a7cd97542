using Experiments.Contracts.Sweeps;

namespace Experiments.Training.Trained;

/// <summary>Which workloads train networks that <see cref="TrainedNetwork"/> opens.</summary>
public static class NetworkWorkloads
{
    /// <summary>
    /// Returns why the trials of a workload have no network that can be opened, or null if they may have one.
    /// </summary>
    public static string? WhyNone(WorkloadSpec workload) => workload switch
    {
        WorkloadSpec.BuiltIn { Dataset: null } builtIn => $"workload '{builtIn.Name}' trains no network",
        WorkloadSpec.BuiltIn => null,
        WorkloadSpec.Program => "a program's model is known only to the program",
        WorkloadSpec.Outside => "a model that was trained outside is known only to its worker",
        _ => "the model of a class of your own is known to 'predict' only, and only if the class is a ModuleWorkload",
    };
}
