using System.Text.Json;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Workloads;

/// <summary>
/// Waits instead of training: reports <c>value</c> times the share of epochs that are done, at equal distances in time. A
/// trial that takes no time saves no checkpoint but where it is asked to, so that nothing but the cluster itself is measured.
/// </summary>
/// <param name="time">What it waits by.</param>
public sealed class WaitWorkload(TimeProvider time) : IWorkload
{
    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var parameters = trial.Parameters;
        var epochs = parameters.Integer("epochs");
        var pause = TimeSpan.FromSeconds(parameters.Number("seconds") / epochs);
        var done = trial.Resume is { } checkpoint ? JsonSerializer.Deserialize<Position>(checkpoint.Data.Span)!.Epochs : 0;
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
