using Experiments.Contracts.Faults;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Checkpoints;
using Experiments.Training.Datasets;
using Experiments.Training.Health;

namespace Experiments.Training.Workloads;

/// <summary>
/// Trains a network to classify images: workloads <c>mlp</c> and <c>cnn</c>, which differ only in its shape. A step is an
/// epoch, from 1; each is reported once, and how it does on the test set once more with the last step.
/// </summary>
/// <param name="datasets">Where images come from.</param>
/// <param name="time">Measures how long epochs take.</param>
public sealed class ClassifierWorkload(DatasetLibrary datasets, TimeProvider time) : IWorkload
{
    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var order = trial.Order;
        var workload = (WorkloadSpec.BuiltIn)order.Workload;
        var name = workload.Dataset ?? throw new UserErrorException(
            $"workload '{workload.Name}' needs a dataset: name one under 'dataset' in the sweep file");
        var data = await datasets.LoadAsync(name, new Progress<string>(), interrupted);
        var settings = ClassifierSettings.Read(workload.Name, trial.Parameters, data, order.Seed);
        using var examples = data.Train(settings.TrainExamples, order.Device);
        using var trainer = new ClassifierTrainer(settings, examples, order.Device, time);
        if (trial.Resume is { } checkpoint)
            TrainingCheckpoint.Restore(checkpoint.Data.Span, trainer);

        while (trainer.Progress.Epochs < settings.Epochs)
        {
            trainer.TrainEpoch(interrupted);
            if (interrupted.IsCancellationRequested)
                await SaveAndThrowAsync();

            var began = time.GetTimestamp();
            var validation = trainer.Evaluate(data.Validation(order.Device));
            var gradients = trainer.Health.Read();
            var health = HealthRules.Judge(gradients);
            var metrics = EpochMetrics.List(trainer, validation, time.GetElapsedTime(began).TotalSeconds, gradients, health);
            var epoch = trainer.Progress.Epochs + 1;
            var signal = await trial.ReportAsync(epoch, metrics, interrupted);
            if (!double.IsFinite(validation.Loss))
                throw new TrialDivergedException(MetricNames.ValLoss, validation.Loss, epoch);
            var unwanted = health.Where(layer => settings.StopOn.Contains(layer.Health));
            if (Diagnosis.Find(unwanted, trial.Parameters.Text("activation")) is { } cause)
                throw new TrialDivergedException(cause, epoch);

            trainer.Progress = EpochProgress.After(epoch);
            if (signal is TrialSignal.Stop && epoch < settings.Epochs)
                return;
            if (interrupted.IsCancellationRequested)
                await SaveAndThrowAsync();
            // The last one is always kept: it is the trained model.
            var isDue = epoch % order.CheckpointEveryEpochs == 0 || epoch == settings.Epochs;
            if ((isDue || signal is TrialSignal.SaveCheckpoint) && await SaveAsync(interrupted) is TrialSignal.Stop)
                return;
        }

        var test = trainer.Confusion(data.Test(order.Device));
        await trial.ReportAsync(settings.Epochs, EpochMetrics.OfTest(test), interrupted);

        Task<TrialSignal> SaveAsync(CancellationToken cancel) =>
            trial.SaveCheckpointAsync(trainer.Progress.Epochs, TrainingCheckpoint.Write(trainer), cancel);

        async Task SaveAndThrowAsync()
        {
            await SaveAsync(CancellationToken.None);
            interrupted.ThrowIfCancellationRequested();
        }
    }
}
