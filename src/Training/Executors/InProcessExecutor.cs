using System.Collections.Frozen;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Settings;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Datasets;
using Experiments.Training.Workloads;

namespace Experiments.Training.Executors;

/// <summary>
/// Runs built-in workloads in this process. Each attempt that computes has its own thread, on which all of the
/// workload's code runs. Attempts that only wait share the thread pool.
/// </summary>
public sealed class InProcessExecutor : IExecutor
{
    private readonly DatasetLibrary _datasets;
    private readonly FrozenDictionary<string, BuiltInRunner> _runners;

    /// <param name="datasets">The datasets that trials train on.</param>
    /// <param name="time">The clock for delays and measurements.</param>
    public InProcessExecutor(DatasetLibrary datasets, TimeProvider time)
    {
        _datasets = datasets;
        var classifier = new BuiltInRunner(
            workload => new ClassifierWorkload(workload, datasets, time), Computes: true);
        _runners = new Dictionary<string, BuiltInRunner>
        {
            ["mlp"] = classifier,
            ["cnn"] = classifier,
            ["wait"] = new(_ => new WaitWorkload(time), Computes: false),
        }.ToFrozenDictionary();
    }

    /// <inheritdoc/>
    public async Task<Provenance> PrepareAsync(
        WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel)
    {
        if (!Find(workload).Computes)
            return new(ProductVersion.Built, TorchVersion: null, DatasetSha256: null, threads);
        var torch = TorchRuntime.Load();
        var dataset = workload is WorkloadSpec.BuiltIn { Dataset: { } name }
            ? await _datasets.LoadAsync(name, progress, cancel)
            : null;
        return new(ProductVersion.Built, torch, dataset?.Sha256, threads);
    }

    /// <inheritdoc/>
    public async Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted)
    {
        var (create, computes) = Find(order.Workload);
        var workload = create((WorkloadSpec.BuiltIn)order.Workload);
        await (computes
            ? TrainerThread.RunAsync(WorkloadAttempt.NameOf(order), AttemptAsync)
            : Task.Run(AttemptAsync, CancellationToken.None));

        Task AttemptAsync() => WorkloadAttempt.RunAsync(workload, computes, order, host, interrupted);
    }

    private BuiltInRunner Find(WorkloadSpec workload) =>
        workload is WorkloadSpec.BuiltIn { Name: var name } && _runners.TryGetValue(name, out var runner)
            ? runner
            : throw new UserErrorException(
                $"this node cannot run workload '{(workload as WorkloadSpec.BuiltIn)?.Name}': use one of "
                + $"{string.Join(", ", _runners.Keys.Order())}");
}
