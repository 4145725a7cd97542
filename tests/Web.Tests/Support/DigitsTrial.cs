using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Testing.Builders;
using Experiments.Training;
using Experiments.Training.Datasets;
using Experiments.Training.Executors;
using Experiments.Training.Workloads;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Web.Tests.Support;

/// <summary>
/// A small network that was really trained on the generated digits, once for all tests. It takes about a second.
/// </summary>
internal static class DigitsTrial
{
    private const int Epochs = 3;

    private static readonly Lazy<Task<IReadOnlyList<byte[]>>> Trained = new(() => TrainAsync("mlp"));

    private static readonly Lazy<Task<IReadOnlyList<byte[]>>> Convolution = new(() => TrainAsync("cnn"));

    /// <summary>Returns the checkpoints of the epochs.</summary>
    public static Task<IReadOnlyList<byte[]>> CheckpointsAsync(string workload = "mlp") =>
        workload == "cnn" ? Convolution.Value : Trained.Value;

    /// <summary>Stores a sweep whose trial 2, its best one, has the checkpoint of the last epoch.</summary>
    public static async Task<TrialId> FillTrainedAsync(this TestApi api, string id)
    {
        var trial = await api.FillRunningAsync(id);
        await api.SaveAsync(trial, Epochs, (await CheckpointsAsync())[^1]);
        await api.CommitAsync(trial.SweepKey, SweepSteps.Complete(api.Next(), trial.Number, 0.95));
        return trial;
    }

    /// <summary>Stores a sweep whose trial 2 runs, and has reported its epochs.</summary>
    public static async Task<TrialId> FillRunningAsync(this TestApi api, string id)
    {
        var trial = (await api.FillAsync(id, Epochs, SweepSpecs.Grid(id))) with { Number = 2 };
        await api.ReportAsync(
            trial, [.. Enumerable.Range(1, Epochs).Select(step => new MetricPoint("val_accuracy", step, 0.9))]);
        return trial;
    }

    /// <summary>Saves a checkpoint of a trial.</summary>
    public static async Task SaveAsync(this TestApi api, TrialId trial, long step, byte[] data) =>
        (await api.Services.GetRequiredService<ICheckpointStore>().SaveAsync(
            new Checkpoint(trial, 1, step, data), default)).ShouldBeTrue();

    private static async Task<IReadOnlyList<byte[]>> TrainAsync(string workload)
    {
        await using var services = new ServiceCollection()
            .AddDatasets(new() { CacheFolder = Path.GetTempPath() }).BuildServiceProvider();
        KeyValuePair<string, ParameterValue>[] parameters =
        [
            new("train_examples", new ParameterValue.Integer(workload == "cnn" ? 500 : 6_000)),
            new("hidden_units", new ParameterValue.Integer(64)),
            new("epochs", new ParameterValue.Integer(workload == "cnn" ? 1 : Epochs)),
        ];
        var trial = new RecordingTrial
        {
            SweepId = "sweep",
            Number = 0,
            Attempt = 1,
            Parameters = new(new Assignment(parameters), BuiltInWorkloads.Find(workload)),
            Objective = "val_accuracy",
            Seed = 7,
            Device = "cpu",
            Threads = 1,
            CheckpointEveryEpochs = 1,
            Resume = null,
        };
        TorchRuntime.Load();
        await new ClassifierWorkload(
            new WorkloadSpec.BuiltIn(workload, "digits"), services.GetRequiredService<DatasetLibrary>(),
            TimeProvider.System).TrainAsync(trial, default);
        return trial.Checkpoints;
    }

    private sealed class RecordingTrial : TrialContext
    {
        public List<byte[]> Checkpoints { get; } = [];

        public override ValueTask<TrialSignal> ReportAsync(
            long step, IEnumerable<KeyValuePair<string, double>> metrics, CancellationToken cancel = default) =>
            ValueTask.FromResult(TrialSignal.Continue);

        public override Task<TrialSignal> SaveCheckpointAsync(
            long step, ReadOnlyMemory<byte> data, CancellationToken cancel = default)
        {
            Checkpoints.Add(data.ToArray());
            return Task.FromResult(TrialSignal.Continue);
        }
    }
}
