using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Executors;
using Experiments.Training.Workloads;

namespace Experiments.Training.OwnWorkloads;

/// <summary>Runs workloads from class libraries in this process, each attempt on its own thread.</summary>
/// <param name="time">The clock that measures the duration of a module's epochs.</param>
public sealed class OwnWorkloadExecutor(TimeProvider time) : IExecutor
{
    private readonly WorkloadLibraries _libraries = new();

    /// <inheritdoc/>
    public async Task<Provenance> PrepareAsync(
        WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel)
    {
        var own = (WorkloadSpec.FromAssembly)workload;
        var library = await _libraries.LoadAsync(own.Assembly, cancel);
        library.Create(own.Type, time);
        return new(ProductVersion.Built, library.UsesTorch ? TorchRuntime.Load() : null, DatasetSha256: null, threads)
        {
            WorkloadSha256 = library.Sha256,
        };
    }

    /// <inheritdoc/>
    public async Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted)
    {
        var own = (WorkloadSpec.FromAssembly)order.Workload;
        var library = await _libraries.LoadAsync(own.Assembly, interrupted);
        var workload = library.Create(own.Type, time);
        if (workload is IDescribedWorkload described) order = Checked(order, described.Schema);
        await TrainerThread.RunAsync(
            WorkloadAttempt.NameOf(order),
            () => WorkloadAttempt.RunAsync(workload, library.UsesTorch, order, host, interrupted));
    }

    private static TrialOrder Checked(TrialOrder order, WorkloadSchema schema)
    {
        var wrong = schema.Check(order.Parameters.Assignment);
        return wrong.IsEmpty
            ? order with { Parameters = order.Parameters with { Schema = schema } }
            : throw new TrialDoomedException(string.Join("; ", wrong));
    }
}
