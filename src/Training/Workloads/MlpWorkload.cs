using Experiments.Contracts.Faults;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Datasets;

namespace Experiments.Training.Workloads;

/// <summary>
/// Trains a multi-layer perceptron to classify images. A step is an epoch, from 1; each is reported once, and the
/// accuracy on the test set once more with the last step.
/// </summary>
/// <param name="datasets">Where images come from.</param>
/// <param name="time">Measures how long epochs take.</param>
public sealed class MlpWorkload(DatasetLibrary datasets, TimeProvider time) : IWorkload
{
    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var order = trial.Order;
        var name = (order.Workload as WorkloadSpec.BuiltIn)?.Dataset
            ?? throw new UserErrorException("workload 'mlp' needs a dataset: name one under 'dataset' in the sweep file");
        var data = await datasets.LoadAsync(name, new Progress<string>(), interrupted);
        var settings = MlpSettings.Of(trial.Parameters, data, order.Seed);
        using var examples = data.Train(settings.TrainExamples, order.Device);
        using var trainer = new MlpTrainer(settings, examples, order.Device, time);
        if (trial.Resume is { } checkpoint)
            MlpCheckpoint.Read(checkpoint.Data.Span, trainer, settings);

        while (trainer.Progress.Epochs < settings.Epochs)
        {
            trainer.TrainEpoch(interrupted);
            if (interrupted.IsCancellationRequested)
                await SaveAndThrowAsync();

            var began = time.GetTimestamp();
            var validation = trainer.Evaluate(data.Validation(order.Device));
            var metrics = Metrics(trainer, validation, time.GetElapsedTime(began).TotalSeconds);
            var epoch = trainer.Progress.Epochs + 1;
            var signal = await trial.ReportAsync(epoch, metrics, interrupted);
            if (!double.IsFinite(validation.Loss))
                throw new TrialDivergedException(MetricNames.ValLoss, validation.Loss, epoch);

            trainer.Progress = EpochProgress.After(epoch);
            if (signal is TrialSignal.Stop && epoch < settings.Epochs)
                return;
            if (interrupted.IsCancellationRequested)
                await SaveAndThrowAsync();
            // The last one is always kept: it is the trained model.
            if (epoch % order.CheckpointEveryEpochs == 0 || epoch == settings.Epochs || signal is TrialSignal.Checkpoint)
                await SaveAsync(interrupted);
        }

        var test = trainer.Evaluate(data.Test(order.Device));
        await trial.ReportAsync(settings.Epochs, [new(MetricNames.TestAccuracy, test.Accuracy)], interrupted);

        Task SaveAsync(CancellationToken cancel) =>
            trial.SaveCheckpointAsync(trainer.Progress.Epochs, MlpCheckpoint.Write(trainer, settings), cancel);

        async Task SaveAndThrowAsync()
        {
            await SaveAsync(CancellationToken.None);
            interrupted.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<KeyValuePair<string, double>> Metrics(
        MlpTrainer trainer, Score validation, double validationSeconds)
    {
        var progress = trainer.Progress;
        var seconds = progress.Seconds + validationSeconds;
        return
        [
            new(MetricNames.TrainLoss, progress.Loss / progress.Examples),
            new(MetricNames.TrainAccuracy, (double)progress.Right / progress.Examples),
            new(MetricNames.ValLoss, validation.Loss),
            new(MetricNames.ValAccuracy, validation.Accuracy),
            new(MetricNames.LearningRate, trainer.LearningRate),
            new(MetricNames.EpochSeconds, seconds),
            new(MetricNames.SamplesPerSecond, progress.Examples / seconds),
        ];
    }
}
