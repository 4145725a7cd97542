using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Training.Workloads;

/// <summary>
/// The training loop of all workloads that are trained in epochs here. It trains, reports, ends trials that diverged,
/// and saves checkpoints. A step is an epoch, numbered from 1; each is reported once.
/// </summary>
/// <param name="Epochs">The number of epochs of the whole trial.</param>
/// <param name="StopOn">The layer health values that end the trial.</param>
/// <param name="Activation">
/// The model's non-linearity, which is mentioned in the cause of such an end, or null if unknown.
/// </param>
internal sealed record EpochLoop(int Epochs, ImmutableArray<LayerHealth> StopOn, string? Activation)
{
    /// <summary>Trains from the trainer's current state.</summary>
    /// <returns>True if all epochs are completed, or false if the trial was told to stop.</returns>
    /// <exception cref="TrialDivergedException">
    /// A loss is not finite, or the health of a layer is one of <see cref="StopOn"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The trial was interrupted. A checkpoint has been saved.</exception>
    public async Task<bool> RunAsync(IEpochTrainer trainer, TrialContext trial, CancellationToken interrupted)
    {
        while (trainer.EpochsDone < Epochs)
        {
            trainer.TrainEpoch(interrupted);
            if (interrupted.IsCancellationRequested)
                await SaveAndThrowAsync();

            var result = trainer.Measure();
            var epoch = trainer.EpochsDone + 1;
            var signal = await trial.ReportAsync(epoch, result.Metrics, interrupted);
            ThrowIfHopeless(result, epoch);
            trainer.EndEpoch();
            if (signal is TrialSignal.Stop && epoch < Epochs)
                return false;
            if (interrupted.IsCancellationRequested)
                await SaveAndThrowAsync();
            // The last checkpoint is always saved: it is the trained model.
            var isDue = epoch % trial.CheckpointEveryEpochs == 0 || epoch == Epochs;
            if ((isDue || signal is TrialSignal.SaveCheckpoint) && await SaveAsync(interrupted) is TrialSignal.Stop)
                return false;
        }

        return true;

        Task<TrialSignal> SaveAsync(CancellationToken cancel) =>
            trial.SaveCheckpointAsync(trainer.EpochsDone, trainer.WriteCheckpoint(), cancel);

        async Task SaveAndThrowAsync()
        {
            await SaveAsync(CancellationToken.None);
            interrupted.ThrowIfCancellationRequested();
        }
    }

    private void ThrowIfHopeless(EpochResult result, int epoch)
    {
        if (!double.IsFinite(result.ValidationLoss))
            throw new TrialDivergedException(MetricNames.ValLoss, result.ValidationLoss, epoch);
        var unwanted = result.Health.Where(layer => StopOn.Contains(layer.Health));
        if (Diagnosis.Find(unwanted, Activation) is { } cause)
            throw new TrialDivergedException(cause, epoch);
    }
}
