using Experiments.Contracts.Metrics;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Workloads;

public class ClassifierWorkloadTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task TrainAsync_WholeTrial_ReportsEachEpochOnceAndTheTestAtTheEnd()
    {
        var host = await Trials.TrainAsync(Trials.SmallMlp(("epochs", 3)), interrupted: None);

        string[] each =
        [
            MetricNames.TrainLoss, MetricNames.TrainAccuracy, MetricNames.ValLoss, MetricNames.ValAccuracy,
            MetricNames.LearningRate, MetricNames.EpochSeconds, MetricNames.SamplesPerSecond,
            "grad_mean/fc1", "grad_std/fc1", "grad_norm/fc1", "dead_relu/fc1", "grad_mean/fc2", "grad_std/fc2",
            "grad_norm/fc2", "health/fc1", "health/fc2",
        ];
        string[] end = [MetricNames.TestAccuracy, .. Enumerable.Range(0, 10).Select(shown => $"test_accuracy/{shown}")];
        host.Points.Select(point => (point.Metric, point.Step)).ShouldBe(
            [.. from step in new[] { 1L, 2, 3 } from name in each
                select (name, step), .. end.Select(name => (name, 3L))]);
        host.Checkpoints.Select(checkpoint => checkpoint.Step).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("adam", 0.003, 0.8)]
    [InlineData("sgd", 0.1, 0.8)]
    public async Task TrainAsync_OnDigits_Learns(string optimizer, double rate, double least)
    {
        var order = Trials.SmallMlp(
            ("optimizer", optimizer), ("learning_rate", rate), ("train_examples", 3000), ("hidden_units", 64),
            ("epochs", 4));

        var host = await Trials.TrainAsync(order, interrupted: None);

        host.Last(MetricNames.ValAccuracy).ShouldBeGreaterThan(least);
        host.Last(MetricNames.TestAccuracy).ShouldBeGreaterThan(least);
    }

    [Fact]
    public async Task TrainAsync_LossOverflows_EndsAsDivergedAtThatEpoch()
    {
        var order = Trials.SmallMlp(("optimizer", "sgd"), ("learning_rate", 1000.0), ("loss", "mse"));

        var error = await Trials.TrainAsync(order, interrupted: None).ShouldThrowAsync<TrialDivergedException>();

        error.Message.ShouldStartWith("diverged at step 1: train_loss is");
    }

    [Fact]
    public async Task TrainAsync_ToldToStop_ReturnsWithoutTheRest()
    {
        var host = new RecordingHost { Answer = _ => TrialSignal.Stop };

        await Trials.TrainAsync(Trials.SmallMlp(("epochs", 5)), host, interrupted: None);

        host.Points.Max(point => point.Step).ShouldBe(1);
        host.Points.ShouldNotContain(
            point => point.Metric.StartsWith(MetricNames.TestAccuracy, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TrainAsync_ToldToStopOnceItsCheckpointIsSaved_ReturnsThere()
    {
        var host = new RecordingHost
        {
            Answer = points => points[0].Step == 2 ? TrialSignal.SaveCheckpoint : TrialSignal.Continue,
            Saved = _ => TrialSignal.Stop,
        };

        await Trials.TrainAsync(
            Trials.SmallMlp(("epochs", 5)) with { CheckpointEveryEpochs = 100 }, host, interrupted: None);

        host.Points.Max(point => point.Step).ShouldBe(2);
        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(2);
    }

    [Theory]
    [InlineData(100_000, 50)]
    [InlineData(300, 100_000)]
    [InlineData(301, 50)]
    [InlineData(1, 1)]
    public async Task TrainAsync_SizesThatDoNotDivide_TrainsOnWhatThereIs(int examples, int batch)
    {
        var host = await Trials.TrainAsync(
            Trials.SmallMlp(("train_examples", examples), ("batch_size", batch), ("epochs", 1), ("batch_norm", true)),
            interrupted: None);

        double.IsFinite(host.Last(MetricNames.TrainLoss)).ShouldBeTrue();
    }

    [Fact]
    public async Task TrainAsync_CheckpointEveryTwoEpochs_SavesThoseAndTheLast()
    {
        var order = Trials.SmallMlp(("epochs", 5)) with { CheckpointEveryEpochs = 2 };

        var host = await Trials.TrainAsync(order, interrupted: None);

        host.Checkpoints.Select(checkpoint => checkpoint.Step).ShouldBe([2, 4, 5]);
    }

    [Fact]
    public async Task TrainAsync_OtherSeed_GivesOtherMetrics()
    {
        var first = await Trials.TrainAsync(Trials.SmallMlp(("seed", 1)), interrupted: None);
        var second = await Trials.TrainAsync(Trials.SmallMlp(("seed", 2)), interrupted: None);

        first.Deterministic.ShouldNotBe(second.Deterministic);
    }
}
