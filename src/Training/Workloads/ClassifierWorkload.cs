using Experiments.Contracts.Sweeps;
using Experiments.Training.Datasets;

namespace Experiments.Training.Workloads;

/// <summary>
/// Trains a network to classify images: workloads <c>mlp</c> and <c>cnn</c>, which differ only in the network's shape.
/// The metrics of the test set are reported once, with the last step.
/// </summary>
/// <param name="workload">Which of the two workloads, and its dataset.</param>
/// <param name="datasets">The datasets.</param>
/// <param name="time">The clock that measures the duration of epochs.</param>
public sealed class ClassifierWorkload(
    WorkloadSpec.BuiltIn workload, DatasetLibrary datasets, TimeProvider time) : IWorkload
{
    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var name = workload.Dataset ?? throw new UserErrorException(
            $"workload '{workload.Name}' needs a dataset: name one under 'dataset' in the sweep file");
        var data = await datasets.LoadAsync(name, new Progress<string>(), interrupted);
        var settings = ClassifierSettings.Read(workload.Name, trial.Parameters, data, trial.Seed);
        using var examples = data.Train(settings.TrainExamples, trial.Device);
        using var trainer = new ClassifierTrainer(settings, examples, trial.Device, time);
        if (trial.Resume is { } checkpoint)
            TrainingCheckpoint.Restore(checkpoint.Data.Span, trainer);

        var loop = new EpochLoop(settings.Epochs, settings.StopOn, trial.Parameters.Text("activation"));
        var epochs = new ClassifierEpochs(trainer, data.Validation(trial.Device), time);
        if (!await loop.RunAsync(epochs, trial, interrupted)) return;
        var test = trainer.Confusion(data.Test(trial.Device));
        await trial.ReportAsync(settings.Epochs, EpochMetrics.OfTest(test), interrupted);
    }
}
