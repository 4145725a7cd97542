using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Checkpoints;
using Experiments.Training.Tests.Support;
using Experiments.Training.Workloads;

namespace Experiments.Training.Tests.Workloads;

/// <summary>An interrupted trial ends with the same result as an uninterrupted one, to the last bit.</summary>
public class ClassifierResumeTests
{
    private static readonly (string, object)[] Own =
        [("epochs", 3), ("batch_norm", true), ("lr_schedule", "one_cycle"), ("train_examples", 310)];

    [Theory]
    [InlineData("mlp", "sgd", 0.9)]
    [InlineData("mlp", "adam", 0.0)]
    [InlineData("mlp", "adamw", 0.0)]
    [InlineData("mlp", "rmsprop", 0.5)]
    [InlineData("mlp", "adagrad", 0.0)]
    [InlineData("cnn", "adam", 0.0)]
    public async Task TrainAsync_ResumedAfterAnyEpoch_RepeatsTheRest(string workload, string optimizer, double momentum)
    {
        var order = Trials.Small(workload, [.. Own, ("optimizer", optimizer), ("momentum", momentum)]);
        var whole = await Trials.TrainAsync(order, interrupted: CancellationToken.None);

        foreach (var checkpoint in whole.Checkpoints)
        {
            var rest = await Trials.TrainAsync(order, resume: checkpoint, interrupted: CancellationToken.None);

            var past = whole.Deterministic.Where(
                point => point.Step > checkpoint.Step
                    || point.Metric.StartsWith(MetricNames.TestAccuracy, StringComparison.Ordinal));
            rest.Deterministic.ShouldBe(past);
            Weights(rest, checkpoint).ShouldBe(Weights(whole, checkpoint));
        }
    }

    [Theory]
    [InlineData("mlp", 0, 1)]
    [InlineData("mlp", 0, 4)]
    [InlineData("mlp", 1, 3)]
    [InlineData("mlp", 2, 7)]
    [InlineData("cnn", 1, 3)]
    public async Task TrainAsync_InterruptedWithinAnEpoch_GoesOnAtThatBatch(string workload, int epochs, int batches)
    {
        var order = Trials.Small(workload, Own);
        var whole = await Trials.TrainAsync(order, interrupted: CancellationToken.None);
        var paused = await PauseAsync(order, epochs, batches);

        var rest = await Trials.TrainAsync(order, resume: paused, interrupted: CancellationToken.None);

        paused.Step.ShouldBe(epochs);
        rest.Deterministic.ShouldBe(whole.Deterministic.Where(point => point.Step > epochs));
        Weights(rest, paused).ShouldBe(Weights(whole, paused));
    }

    [Fact]
    public async Task TrainAsync_InterruptedWhileItReports_SavesWhatWasReportedAndEnds()
    {
        using var interrupt = new CancellationTokenSource();
        var host = new RecordingHost { BeforeReport = interrupt.CancelAsync };

        await Trials.TrainAsync(Trials.SmallMlp(Own), host, interrupted: interrupt.Token)
            .ShouldThrowAsync<OperationCanceledException>();

        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(1);
    }

    [Fact]
    public async Task TrainAsync_InterruptedBeforeItBegan_SavesACheckpointOfStepZero()
    {
        using var interrupt = new CancellationTokenSource();
        await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        await interrupt.CancelAsync();
        var host = new RecordingHost();

        await Trials.TrainAsync(Trials.SmallMlp(Own), host, interrupted: interrupt.Token)
            .ShouldThrowAsync<OperationCanceledException>();

        host.Points.ShouldBeEmpty();
        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(0);
    }

    [Theory]
    [InlineData("flipped", "it is damaged")]
    [InlineData("cut", "it is damaged")]
    [InlineData("empty", "it is not of a built-in workload that trains a network")]
    [InlineData("version", "it was written by another version of this program")]
    public async Task TrainAsync_DamagedCheckpoint_SaysSo(string damage, string said)
    {
        var order = Trials.SmallMlp(("epochs", 1));
        var good = (await Trials.TrainAsync(order, interrupted: CancellationToken.None)).Checkpoints[0];
        var bytes = good.Data.ToArray();
        switch (damage)
        {
            case "flipped":
                bytes[bytes.Length / 2] ^= 1;
                break;
            case "cut":
                bytes = bytes[..^100];
                break;
            case "version":
                bytes[7]++;
                break;
            default:
                bytes = [];
                break;
        }

        var error = await Trials.TrainAsync(order, resume: good with { Content = bytes },
            interrupted: CancellationToken.None)
            .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldContain(said);
    }

    [Fact]
    public async Task TrainAsync_CheckpointOfAnotherShape_IsRefused()
    {
        var other = await Trials.TrainAsync(Trials.SmallMlp(("hidden_units", 20)), interrupted: CancellationToken.None);

        var error = await Trials
            .TrainAsync(Trials.SmallMlp(), resume: other.Checkpoints[0], interrupted: CancellationToken.None)
            .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldContain("another model");
    }

    /// <summary>
    /// Returns the final weights and optimizer state. A trial that was resumed from its last checkpoint has saved none.
    /// </summary>
    private static byte[] Weights(RecordingHost host, Checkpoint resumedFrom)
    {
        var last = host.Checkpoints.Count > 0 ? host.Checkpoints[^1] : resumedFrom;
        return last.Data.ToArray();
    }

    /// <summary>
    /// Returns the checkpoint of a trainer that stopped after the given number of batches of the next epoch.
    /// </summary>
    private static async Task<Checkpoint> PauseAsync(
        Contracts.Ports.Execution.TrialOrder order, int epochs, int batches)
    {
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        var settings = ClassifierSettings.Read(
            ((WorkloadSpec.BuiltIn)order.Workload).Name, order.Parameters, data, order.Seed);
        using var trainer = new ClassifierTrainer(
            settings, data.Train(settings.TrainExamples, "cpu"), "cpu", TimeProvider.System);
        using var interrupted = new CancellationTokenSource();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            trainer.TrainEpoch(CancellationToken.None);
            trainer.Progress = EpochProgress.After(epoch + 1);
        }

        // An interrupted trainer ends after one batch.
        await interrupted.CancelAsync();
        for (var batch = 0; batch < batches; batch++)
            trainer.TrainEpoch(interrupted.Token);
        trainer.Progress.Batches.ShouldBe(batches);
        return new(order.Trial, order.Attempt, epochs, TrainingCheckpoint.Write(trainer));
    }
}
