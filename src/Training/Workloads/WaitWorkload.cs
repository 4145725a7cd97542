using System.Text.Json;

namespace Experiments.Training.Workloads;

/// <summary>
/// Waits instead of training. Reports <c>value</c> times the share of completed epochs, at equal intervals of time. A
/// trial with a duration of 0 saves checkpoints only on request, so that only the cluster itself is measured.
/// </summary>
/// <param name="time">The clock for delays.</param>
public sealed class WaitWorkload(TimeProvider time) : IWorkload
{
    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var parameters = trial.Parameters;
        var epochs = parameters.Integer("epochs");
        var pause = TimeSpan.FromSeconds(parameters.Number("seconds") / epochs);
        var done = trial.Resume is { } checkpoint
            ? JsonSerializer.Deserialize<Position>(checkpoint.Data.Span)!.Epochs
            : 0;
        while (done < epochs)
        {
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, time, interrupted);
            interrupted.ThrowIfCancellationRequested();

            done++;
            var value = parameters.Number("value") * done / epochs;
            var signal = await trial.ReportAsync(done, [new("value", value)], interrupted);
            if (signal is TrialSignal.Stop)
                return;
            var isDue = pause > TimeSpan.Zero && done % trial.CheckpointEveryEpochs == 0;
            if ((isDue || signal is TrialSignal.SaveCheckpoint) && await SaveAsync() is TrialSignal.Stop)
                return;
        }

        Task<TrialSignal> SaveAsync() =>
            trial.SaveCheckpointAsync(done, JsonSerializer.SerializeToUtf8Bytes(new Position(done)), interrupted);
    }

    private sealed record Position(long Epochs);
}
