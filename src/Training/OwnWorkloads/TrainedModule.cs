using System.Collections.Immutable;
using System.Globalization;
using Experiments.TorchWorkloads;
using Experiments.Training.Modules;
using Experiments.Training.Randomness;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace Experiments.Training.OwnWorkloads;

/// <summary>A user's module, restored from a trial's checkpoint, on the CPU. Not thread-safe.</summary>
public sealed class TrainedModule : IDisposable
{
    private readonly ModuleWorkload _workload;
    private readonly ModuleTrial _trial;
    private readonly ModuleSetup _setup;

    private TrainedModule(ModuleWorkload workload, ModuleTrial trial, ModuleSetup setup, int epochs) =>
        (_workload, _trial, _setup, Epochs) = (workload, trial, setup, epochs);

    /// <summary>The full name of the workload's class.</summary>
    public string Type => _workload.GetType().FullName!;

    /// <summary>The number of completed epochs.</summary>
    public int Epochs { get; }

    /// <summary>The names and shapes of all entries of the module's state dictionary.</summary>
    public ImmutableArray<(string Name, ImmutableArray<long> Shape)> Parameters =>
        [.. _setup.Module.state_dict().Select(entry => (entry.Key, entry.Value.shape.ToImmutableArray()))];

    /// <summary>Predicts an example of the validation set.</summary>
    /// <param name="index">The zero-based index of the example.</param>
    /// <exception cref="UserErrorException">There is no such example.</exception>
    public ModulePrediction PredictValidation(long index)
    {
        using var scope = NewDisposeScope();
        var set = PreparedModule.LoadData(_workload, _trial, CPU).Validation;
        if (index < 0 || index >= set.Count)
            throw new UserErrorException(
                $"there is no example {index}: {Type} is validated on {set.Count}, numbered from 0");
        var one = set.Slice(index, 1);
        return Predict($"validation example {index}", one.Inputs) with { Target = Numbers(one.Targets) };
    }

    /// <summary>Predicts an input.</summary>
    /// <param name="values">
    /// All elements of the input, in the order of its dimensions, separated by commas, semicolons or spaces.
    /// </param>
    /// <exception cref="UserErrorException">
    /// The values are not numbers, or their number is not that of an input.
    /// </exception>
    public ModulePrediction Predict(string values)
    {
        var words = values.Split(
            [',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var numbers = new double[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!double.TryParse(words[i], CultureInfo.InvariantCulture, out numbers[i]))
                throw new UserErrorException($"'{words[i]}' is not a number: write an input as 0.5, -1.25, …");
        }

        using var scope = NewDisposeScope();
        var known = PreparedModule.LoadData(_workload, _trial, CPU).Validation.Inputs;
        var shape = known.shape[1..];
        var count = shape.Aggregate(1L, (product, side) => product * side);
        if (count != numbers.Length)
        {
            throw new UserErrorException(
                $"an input of {Type} has {count} numbers, [{string.Join(", ", shape)}], but "
                + $"{numbers.Length} were given");
        }

        return Predict("the input", tensor(numbers).to(known.dtype).reshape([1, .. shape]));
    }

    /// <summary>Writes the learned state in TorchSharp's own format.</summary>
    public void SaveTorchSharp(string file) => _setup.Module.save(file);

    /// <summary>Writes the learned state as safetensors, with the names of PyTorch's state dictionaries.</summary>
    public void SaveSafetensors(string file) => _setup.Module.save_safetensors(file);

    /// <inheritdoc/>
    public void Dispose()
    {
        _setup.Module.Dispose();
        _trial.Random.Dispose();
    }

    /// <summary>Creates the module and restores it from a checkpoint.</summary>
    internal static TrainedModule Open(
        ModuleWorkload workload, TrialParameters parameters, long seed, ReadOnlySpan<byte> checkpoint)
    {
        var trial = new ModuleTrial(parameters, seed, Seeds.Generator(0));
        var setup = PreparedModule.Create(workload, trial, CPU);
        var epochs = ModuleCheckpoint.Restore(checkpoint, setup.Module);
        setup.Module.eval();
        return new(workload, trial, setup, epochs);
    }

    private ModulePrediction Predict(string source, Tensor input)
    {
        using var unrecorded = no_grad();
        var output = _setup.Module.call(input);
        var isClassifier = !_setup.Classes.IsEmpty && output.numel() == _setup.Classes.Length;
        return new(
            source, Numbers(input), isClassifier ? _setup.Classes : [],
            Numbers(isClassifier ? output.reshape(-1).softmax(0) : output), []);
    }

    private static ImmutableArray<double> Numbers(Tensor tensor) =>
        [.. tensor.to(ScalarType.Float64).reshape(-1).data<double>()];
}
