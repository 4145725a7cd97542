using Experiments.Training.Checkpoints;
using Experiments.Training.Tests.Support;
using Experiments.Training.Workloads;
using TorchSharp;

namespace Experiments.Training.Tests.Workloads;

public class ClassifierTrainerTests
{
    [Fact]
    public async Task TrainEpoch_ManyEpochs_LeavesNoTensorsBehind()
    {
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        var order = Trials.SmallMlp(("batch_norm", true), ("epochs", 10));
        var settings = ClassifierSettings.Read("mlp", order.Parameters, data, order.Seed);
        // Tensors are counted per thread, so everything runs on one thread.
        var alive = Enumerable.Range(0, 2).Select(_ =>
        {
            using var examples = data.Train(300, "cpu");
            using var trainer = new ClassifierTrainer(settings, examples, "cpu", TimeProvider.System);
            var counts = Enumerable.Range(1, 4).Select(epoch =>
            {
                trainer.TrainEpoch(CancellationToken.None);
                trainer.Evaluate(data.Test("cpu"));
                TrainingCheckpoint.Write(trainer);
                trainer.Progress = EpochProgress.After(epoch);
                return Live();
            }).ToArray();
            return counts;
        }).SelectMany(counts => counts).ToArray();

        alive.Distinct().ShouldHaveSingleItem();
    }

    private static long Live() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
}
