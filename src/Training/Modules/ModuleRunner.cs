using Experiments.TorchWorkloads;
using Experiments.Training.Workloads;

namespace Experiments.Training.Modules;

/// <summary>Runs a user's module workload as an ordinary workload.</summary>
/// <param name="workload">The workload, which defines what is trained.</param>
/// <param name="time">The clock that measures the duration of epochs.</param>
internal sealed class ModuleRunner(ModuleWorkload workload, TimeProvider time) : IWorkload
{
    /// <inheritdoc/>
    public async Task TrainAsync(TrialContext trial, CancellationToken interrupted)
    {
        var parameters = LoopParameters.Read(workload.GetType().Name, trial.Parameters.Assignment, workload.Schema);
        var settings = LoopSettings.Read(parameters, trial.Seed);
        using var trainer = new ModuleTrainer(workload, parameters, settings, trial.Device, time);
        if (trial.Resume is { } checkpoint)
            ModuleCheckpoint.Restore(checkpoint.Data.Span, trainer);

        var loop = new EpochLoop(settings.Epochs, settings.StopOn, Activation: null);
        if (!await loop.RunAsync(trainer, trial, interrupted)) return;
        if (trainer.MeasureTest().ToList() is { Count: > 0 } test)
            await trial.ReportAsync(settings.Epochs, test, interrupted);
    }
}
