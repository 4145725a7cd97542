using Experiments.Client.Connecting;
using Experiments.Client.Shells;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Queries;
using Experiments.Training.OwnWorkloads;

namespace Experiments.Client.Looking;

/// <summary>A trial and the user-defined module that it trained, from its newest checkpoint.</summary>
/// <param name="Sweep">The trial's sweep.</param>
/// <param name="Trial">The trial.</param>
/// <param name="Module">The module, on the CPU.</param>
internal sealed record OwnModel(SweepDetail Sweep, TrialSummary Trial, TrainedModule Module) : IDisposable
{
    /// <summary>The trial's name in messages: <c>trial 3 of mnist</c>.</summary>
    public string Name => $"trial {Trial.Number} of {Sweep.Summary.Name}";

    /// <summary>A description of the model in one line.</summary>
    public string Description =>
        $"{Module.Type} trained for {(Module.Epochs == 1 ? "1 epoch" : $"{Module.Epochs} epochs")}, sweep "
        + $"{Sweep.Summary.Id}";

    /// <summary>Opens the model, or returns null if the trial has another kind of workload.</summary>
    /// <exception cref="UserErrorException">
    /// Its class library cannot be loaded on this machine, or the trial has no checkpoint.
    /// </exception>
    public static async Task<OwnModel?> OpenAsync(
        SweepDatabase database, SweepDetail sweep, TrialSummary trial, CancellationToken cancel)
    {
        if (sweep.Spec.Workload is not WorkloadSpec.FromAssembly workload
            || await ModuleLibrary.FindAsync(workload, cancel) is not { } module) return null;
        var checkpoint = await TrainedTrial.CheckpointOfAsync(database, sweep, trial, cancel);
        var seed = TrialSeeds.Derive(sweep.Spec, trial.Number);
        return new(sweep, trial, module.Open(trial.Assignment, seed, checkpoint.Data));
    }

    /// <summary>
    /// Opens the model, or returns null if the trial has another kind of workload, or if the model cannot be opened,
    /// which is reported on standard error.
    /// </summary>
    public static async Task<OwnModel?> OpenIfThereAsync(
        Shell shell, SweepDatabase database, SweepDetail sweep, TrialSummary trial, CancellationToken cancel)
    {
        try
        {
            return await OpenAsync(database, sweep, trial, cancel);
        }
        catch (UserErrorException fault)
        {
            shell.Error.WriteLine($"the model cannot be opened: {fault.Message}");
            return null;
        }
    }

    public void Dispose() => Module.Dispose();
}
