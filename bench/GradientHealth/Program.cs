using System.Diagnostics;
using System.Globalization;
using Experiments.Bench.Shared;
using Experiments.Training.Bench;
using Experiments.Training.Datasets;
using Experiments.Training.Initialization;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using Experiments.Training.Schedules;
using Experiments.Training.Workloads;
using TorchSharp;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Pairs = 15;
Console.WriteLine($"""
    CPU time of an epoch, batch 64, one thread; medians of {Pairs} pairs in turns, and of their ratios

    | network                      | examples | watched, ms | not watched, ms | cost  |
    |------------------------------|----------|-------------|-----------------|-------|
    """);
Compare("mlp 784-128-10", [], [128], 50_000);
Compare("mlp 784-128-10", [], [128], 6_000);
Compare("mlp of eight layers of 64", [], [64, 64, 64, 64, 64, 64, 64, 64], 20_000);
Compare("cnn 16-32, 128", [16, 32], [128], 5_000);

static void Compare(string name, int[] channels, int[] hidden, int examples)
{
    torch.set_num_threads(1);
    using var data = BenchData.Make(examples);
    var shape = new NetworkShape(
        RawImages.Side, [.. channels], 3, [.. hidden], 10, Activation.Relu, BatchNorm: false, Dropout: 0.2);
    var (watched, bare) = (new List<double>(), new List<double>());
    for (var pair = 0; pair <= Pairs; pair++)
    {
        // The order alternates, so that neither has an advantage.
        var first = EpochMilliseconds(data, shape, watches: pair % 2 == 0);
        var second = EpochMilliseconds(data, shape, watches: pair % 2 != 0);
        if (pair == 0)
            continue;
        watched.Add(pair % 2 == 0 ? first : second);
        bare.Add(pair % 2 == 0 ? second : first);
    }

    var cost = Medians.Of(watched.Zip(bare, (with, without) => with / without - 1));
    Console.WriteLine(
        $"| {name,-28} | {examples,8:N0} | {Medians.Of(watched),11:F1} | {Medians.Of(bare),15:F1} | {cost,5:P1} |");
}

static double EpochMilliseconds(ImageSet data, NetworkShape shape, bool watches)
{
    var settings = new ClassifierSettings(
        new("bench", "random", default, "cross_entropy", shape), new OptimizerSettings("adam"), LearningRate: 0.001,
        LearningRateSchedule.Constant, WeightInitialization.Named("kaiming_uniform"), BatchSize: 64, Epochs: 1,
        TrainExamples: null, Seed: 1)
    { WatchesGradients = watches };
    using var trainer = new ClassifierTrainer(settings, data, "cpu", TimeProvider.System);
    var began = Process.GetCurrentProcess().TotalProcessorTime;
    trainer.TrainEpoch(CancellationToken.None);
    if (watches)
        trainer.Health.Read();
    return (Process.GetCurrentProcess().TotalProcessorTime - began).TotalMilliseconds;
}
