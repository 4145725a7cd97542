using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Executors;
using Experiments.Training.Outside;
using Experiments.Training.OwnWorkloads;
using Experiments.Training.Programs;

namespace Experiments.Training;

/// <summary>
/// Selects where a workload runs: built-in workloads and those of class libraries on threads of this process, programs
/// as separate processes, and what workers outside the cluster train is only followed here.
/// </summary>
public sealed class WorkloadExecutor(
    InProcessExecutor builtIn, OwnWorkloadExecutor own, ProcessExecutor programs,
    OutsideExecutor outside) : IExecutor
{
    /// <inheritdoc/>
    public Task<Provenance> PrepareAsync(
        WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel) =>
        Of(workload).PrepareAsync(workload, threads, progress, cancel);

    /// <inheritdoc/>
    public Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted) =>
        Of(order.Workload).RunAsync(order, host, interrupted);

    private IExecutor Of(WorkloadSpec workload) => workload switch
    {
        WorkloadSpec.BuiltIn => builtIn,
        WorkloadSpec.FromAssembly => own,
        WorkloadSpec.Program => programs,
        WorkloadSpec.Outside => outside,
        _ => throw new ArgumentOutOfRangeException(nameof(workload)),
    };
}
