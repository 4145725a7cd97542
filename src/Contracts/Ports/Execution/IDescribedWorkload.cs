using Experiments.Contracts.Workloads;

namespace Experiments.Contracts.Ports.Execution;

/// <summary>
/// A workload that says what parameters it takes. Each trial's are checked before it begins, and its defaults are filled in;
/// a workload that does not say takes any.
/// </summary>
public interface IDescribedWorkload : IWorkload
{
    /// <summary>What it takes.</summary>
    WorkloadSchema Schema { get; }
}
