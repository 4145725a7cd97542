using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Workloads;

/// <summary>
/// The one loop of everything that is trained in epochs here: trains, reports, ends what diverged, and saves checkpoints. A step
/// is an epoch, from 1; each is reported once.
/// </summary>
/// <param name="Epochs">Epochs of the whole trial.</param>
/// <param name="StopOn">What ends the trial where a layer's gradients are so.</param>
/// <param name="Activation">The model's non-linearity, for the cause of that end; null: unknown.</param>
internal sealed record EpochLoop(int Epochs, ImmutableArray<LayerHealth> StopOn, string? Activation)
{
    /// <summary>Trains from where the trainer is.</summary>
    /// <returns>Whether all epochs are done; false: nothing more is wanted.</returns>
    /// <exception cref="TrialDivergedException">A loss is not finite, or a layer is as <see cref="StopOn"/> says.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted; a checkpoint is saved.</exception>
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
            // The last one is always kept: it is the trained model.
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
