using Experiments.Contracts.Faults;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Spaces;
using Experiments.TorchWorkloads;
using Experiments.Training.Executors;
using Experiments.Training.Modules;

namespace Experiments.Training.OwnWorkloads;

/// <summary>A workload whose model is a module, opened to look at what its trials have trained.</summary>
public sealed class ModuleLibrary
{
    private static readonly WorkloadLibraries Libraries = new();

    private readonly ModuleWorkload _workload;

    private ModuleLibrary(ModuleWorkload workload) => _workload = workload;

    /// <summary>Loads the library of a workload; null: its model is no module, and known to itself alone.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="UserErrorException">It cannot be loaded on this machine.</exception>
    public static async Task<ModuleLibrary?> FindAsync(WorkloadSpec.FromAssembly workload, CancellationToken cancel)
    {
        var library = await Libraries.LoadAsync(workload.Assembly, cancel);
        return library.UsesTorch && library.CreateModule(workload.Type) is { } module ? new(module) : null;
    }

    /// <summary>Opens what a trial has trained.</summary>
    /// <param name="assignment">The trial's values.</param>
    /// <param name="seed">Seed of the trial, unless its values name one.</param>
    /// <param name="checkpoint">Its bytes.</param>
    /// <exception cref="UserErrorException">They are damaged, of another version, or of another module.</exception>
    public TrainedModule Open(Assignment assignment, long seed, ReadOnlyMemory<byte> checkpoint)
    {
        TorchRuntime.Load();
        var parameters = LoopParameters.Read(_workload.GetType().Name, assignment, _workload.Schema);
        return TrainedModule.Open(_workload, parameters, LoopSettings.Read(parameters, seed).Seed, checkpoint.Span);
    }
}
