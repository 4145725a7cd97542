using Experiments.Contracts.Sweeps;
using Experiments.TorchWorkloads;
using Experiments.Training.Executors;
using Experiments.Training.Modules;

namespace Experiments.Training.OwnWorkloads;

/// <summary>A workload whose model is a module, opened to inspect the models that its trials have trained.</summary>
public sealed class ModuleLibrary
{
    private static readonly WorkloadLibraries Libraries = new();

    private readonly ModuleWorkload _workload;

    private ModuleLibrary(ModuleWorkload workload) => _workload = workload;

    /// <summary>Loads the library of a workload.</summary>
    /// <returns>The library, or null if the workload's model is not a module and so cannot be inspected.</returns>
    /// <param name="workload">The workload.</param>
    /// <param name="cancel">Cancels loading.</param>
    /// <exception cref="UserErrorException">The library cannot be loaded on this machine.</exception>
    public static async Task<ModuleLibrary?> FindAsync(WorkloadSpec.FromAssembly workload, CancellationToken cancel)
    {
        var library = await Libraries.LoadAsync(workload.Assembly, cancel);
        return library.UsesTorch && library.CreateModule(workload.Type) is { } module ? new(module) : null;
    }

    /// <summary>Opens the module that a trial has trained.</summary>
    /// <param name="assignment">The trial's parameter values.</param>
    /// <param name="seed">The seed of the trial, used if its values specify none.</param>
    /// <param name="checkpoint">The bytes of the trial's checkpoint.</param>
    /// <exception cref="UserErrorException">
    /// The bytes are damaged, or were written by another version or for another module.
    /// </exception>
    public TrainedModule Open(Assignment assignment, long seed, ReadOnlyMemory<byte> checkpoint)
    {
        TorchRuntime.Load();
        var parameters = LoopParameters.Read(_workload.GetType().Name, assignment, _workload.Schema);
        return TrainedModule.Open(_workload, parameters, LoopSettings.Read(parameters, seed).Seed, checkpoint.Span);
    }
}
