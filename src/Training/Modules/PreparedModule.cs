using Experiments.TorchWorkloads;
using Experiments.Training.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>A module and its data as a workload created them for a trial, on the trial's device.</summary>
/// <param name="Setup">The module and how it is trained.</param>
/// <param name="Data">The data that the module is trained on.</param>
/// <param name="Random">The generator that the workload received.</param>
internal sealed record PreparedModule(ModuleSetup Setup, ModuleData Data, Generator Random) : IDisposable
{
    /// <summary>
    /// The seed for loading the data. It is the same for all trials, so that their objectives can be compared.
    /// </summary>
    private const long DataSeed = 0;

    /// <summary>Creates the module and the data of a workload.</summary>
    /// <param name="workload">The user's workload.</param>
    /// <param name="parameters">The trial's parameters, including defaults.</param>
    /// <param name="seed">The seed of the trial's randomness.</param>
    /// <param name="device">The device to which the module and the data are moved.</param>
    public static PreparedModule Make(ModuleWorkload workload, TrialParameters parameters, long seed, Device device)
    {
        var random = Seeds.Generator(0);
        var trial = new ModuleTrial(parameters, seed, random);
        var setup = Create(workload, trial, device);
        try
        {
            return new(setup, LoadData(workload, trial, device), random);
        }
        catch
        {
            setup.Module.Dispose();
            random.Dispose();
            throw;
        }
    }

    /// <summary>Creates the module, which is always the same for a seed.</summary>
    public static ModuleSetup Create(ModuleWorkload workload, ModuleTrial trial, Device device)
    {
        var setup = Seeded(trial, Seeds.Derive(trial.Seed, RandomStream.Initialization), () => workload.Create(trial));
        if (setup.Measures.ContainsKey("loss"))
        {
            setup.Module.Dispose();
            throw new TrialDoomedException(
                $"{workload.GetType().Name} has a measure 'loss', under which the loss is reported: rename "
                + "the measure");
        }

        // Weights are drawn on the CPU, so that every device starts from the same weights.
        setup.Module.to(device);
        return setup;
    }

    /// <summary>Loads the data. It is the same for all trials, unless their parameters request other data.</summary>
    public static ModuleData LoadData(ModuleWorkload workload, ModuleTrial trial, Device device)
    {
        var data = Seeded(trial, Seeds.Derive(DataSeed, RandomStream.Data), () => workload.LoadData(trial));
        if (device.type == DeviceType.CPU) return data;
        var moved = new ModuleData(On(data.Train), On(data.Validation), data.Test is { } test ? On(test) : null);
        Dispose(data);
        return moved;

        ExampleSet On(ExampleSet set) => new(set.Inputs.to(device), set.Targets.to(device));
    }

    /// <summary>Computes the mean loss of a batch.</summary>
    /// <exception cref="UserErrorException">The workload's loss is not a single number.</exception>
    public Tensor Loss(Tensor outputs, Tensor targets)
    {
        var loss = Setup.Loss(outputs, targets);
        return loss.numel() == 1
            ? loss
            : throw new UserErrorException(
                "the loss must be one number, the mean over the batch, but its shape is "
                + $"[{string.Join(", ", loss.shape)}]: "
                + "use Reduction.Mean, or take the mean");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Setup.Module.Dispose();
        Random.Dispose();
        Dispose(Data);
    }

    private static void Dispose(ModuleData data)
    {
        foreach (var set in new[] { data.Train, data.Validation, data.Test }.OfType<ExampleSet>())
        {
            set.Inputs.Dispose();
            set.Targets.Dispose();
        }
    }

    private static T Seeded<T>(ModuleTrial trial, long seed, Func<T> make)
    {
        trial.Random.manual_seed(seed);
        return SharedGenerator.Run(seed, make);
    }
}
