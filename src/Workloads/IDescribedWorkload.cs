namespace Experiments.Workloads;

/// <summary>
/// A workload that declares its parameters. The values of each trial are checked before it begins, and defaults are
/// filled in. A workload that declares none accepts parameters of any name.
/// </summary>
public interface IDescribedWorkload : IWorkload
{
    /// <summary>The parameters and the metrics of the workload.</summary>
    WorkloadSchema Schema { get; }
}
