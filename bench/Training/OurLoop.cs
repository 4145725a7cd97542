using Experiments.Training.Datasets;
using Experiments.Training.Initialization;
using Experiments.Training.Models;
using Experiments.Training.Optimizers;
using Experiments.Training.Schedules;
using Experiments.Training.Workloads;

namespace Experiments.Training.Bench;

/// <summary>The training loop that trials of the workloads <c>mlp</c> and <c>cnn</c> run.</summary>
internal static class OurLoop
{
    public static double SamplesPerSecond(ImageSet data, bool convolutions)
    {
        using var trainer = new ClassifierTrainer(Settings(convolutions), data, "cpu", TimeProvider.System);
        trainer.TrainEpoch(CancellationToken.None);
        return trainer.Progress.Examples / trainer.Progress.Seconds;
    }

    private static ClassifierSettings Settings(bool convolutions) => new(
        new(convolutions ? "cnn" : "mlp", "random", default, "cross_entropy",
            new(RawImages.Side, convolutions
                ? [16, 32]
                : [], KernelSize: 3, [128], 10, Activation.Relu, BatchNorm: false,
                Dropout: 0.2)),
        new OptimizerSettings("adam"), LearningRate: 0.001, LearningRateSchedule.Constant,
        WeightInitialization.Named("kaiming_uniform"), BatchSize: 64, Epochs: 1, TrainExamples: null, Seed: 1);
}
