using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Workloads;
using Experiments.Training.Datasets;
using Experiments.Training.Datasets.Idx;
using Experiments.Training.Executors;
using Experiments.Training.Workloads;

namespace Experiments.Training.Tests.Support;

/// <summary>Small trials of built-in workloads.</summary>
internal static class Trials
{
    /// <summary>The datasets, shared so that the digits are drawn once for all tests.</summary>
    public static DatasetLibrary Library { get; } = new(new IdxStore(
        new TrainingOptions
        {
            CacheFolder = Path.Combine(Path.GetTempPath(), "none"),
        }, new IdxDownload(new HttpClient(), TimeProvider.System)));

    private static readonly (string Name, object Value)[] Usual =
        [("train_examples", 300), ("hidden_units", 16), ("epochs", 2), ("batch_size", 50), ("dropout", 0.2)];

    public static Assignment Parameters(params (string Name, object Value)[] values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Name, Value(pair.Value))));

    public static TrialOrder Order(
        string workload, Assignment parameters, long seed = 7, int threads = 1, int checkpointEvery = 1,
        string? dataset = "digits") => new()
        {
            SweepId = "sweep",
            Trial = new TrialId(1, 0),
            Attempt = 1,
            Workload = new WorkloadSpec.BuiltIn(workload, dataset),
            Parameters = new TrialParameters(parameters, BuiltInWorkloads.Find(workload)),
            Objective = MetricNames.ValLoss,
            Seed = seed,
            Device = "cpu",
            Threads = threads,
            CheckpointEveryEpochs = checkpointEvery,
        };

    /// <summary>
    /// Creates a trial that takes a fraction of a second: 300 examples, 16 units, dropout, two epochs. The given values
    /// take precedence.
    /// </summary>
    public static TrialOrder SmallMlp(params (string Name, object Value)[] own) => Small("mlp", own);

    /// <summary>Creates the same trial with two small convolutions in front.</summary>
    public static TrialOrder SmallCnn(params (string Name, object Value)[] own) => Small("cnn", own);

    public static TrialOrder Small(string workload, params (string Name, object Value)[] own)
    {
        (string Name, object Value)[] usual = workload == "cnn" ? [("channels", new[] { 3, 4 }), .. Usual] : Usual;
        return Order(
            workload, Parameters([.. own, .. usual.ExceptBy(own.Select(pair => pair.Name), pair => pair.Name)]));
    }

    public static async Task<RecordingHost> TrainAsync(
        TrialOrder order, RecordingHost? host = null, Checkpoint? resume = null,
        CancellationToken interrupted = default)
    {
        host ??= new RecordingHost();
        var workload = new ClassifierWorkload((WorkloadSpec.BuiltIn)order.Workload, Library, TimeProvider.System);
        await workload.TrainAsync(new HostedTrial(order with { Resume = resume }, host), interrupted);
        return host;
    }

    private static ParameterValue Value(object value) => value switch
    {
        string text => new ParameterValue.Text(text),
        bool flag => new ParameterValue.Flag(flag),
        int whole => new ParameterValue.Integer(whole),
        long whole => new ParameterValue.Integer(whole),
        double number => new ParameterValue.Number(number),
        int[] list =>
            new ParameterValue.List([.. list.Select(item => (ParameterValue)new ParameterValue.Integer(item))]),
        _ => throw new ArgumentException($"{value} is no parameter's value."),
    };
}
