using Experiments.Contracts.Ports.Execution;
using Experiments.TorchWorkloads;
using Experiments.Training.Workloads;

namespace Experiments.Training.Modules;

/// <summary>Trains the module that a workload of somebody's own makes, as an ordinary workload.</summary>
/// <param name="workload">Says what is trained.</param>
/// <param name="time">Measures how long epochs take.</param>
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
