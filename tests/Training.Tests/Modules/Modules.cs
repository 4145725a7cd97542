using System.Collections.Immutable;
using Experiments.TorchWorkloads;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Experiments.Training.Tests.Modules;

/// <summary>
/// A small classifier of points, with the options that tests need. This assembly is also loaded as a library.
/// </summary>
public class Points : ModuleWorkload
{
    public Func<ModuleTrial, Module<Tensor, Tensor>> Module { get; init; } = trial => Sequential(
        ("hidden", Linear(4, 8)), ("norm", BatchNorm1d(8)), ("relu", ReLU()), ("dropout", Dropout(0.3)),
        ("scores", Linear(8, 3)));

    public Func<IEnumerable<Parameter>, optim.Optimizer>? Optimizer { get; init; }

    public Func<Tensor, Tensor, Tensor> Loss { get; init; } = CrossEntropyLoss().call;

    public long Examples { get; init; } = 120;

    public bool HasTest { get; init; }

    public float Scale { get; init; } = 1;

    public WorkloadSchema? Declared { get; init; }

    public override WorkloadSchema? Schema => Declared;

    public override ModuleData LoadData(ModuleTrial trial)
    {
        var inputs = randn([Examples, 4], generator: trial.Random) * Scale.ToScalar();
        var data = ModuleData.Split(new ExampleSet(inputs, inputs.narrow(1, 0, 3).argmax(1)), 0.25);
        return HasTest ? data with { Test = data.Validation } : data;
    }

    public string? Measure { get; init; }

    public override ModuleSetup Create(ModuleTrial trial)
    {
        var setup = new ModuleSetup(Module(trial), Loss) { Optimizer = Optimizer, Classes = ["a", "b", "c"] };
        return Measure is { } name
            ? setup with { Measures = setup.Measures.Add(name, Measures.Accuracy) }
            : setup.WithAccuracy();
    }
}

/// <summary>Two layers of images, without a class to name, whose outputs are numbers.</summary>
public sealed class Images : ModuleWorkload
{
    public override ModuleData LoadData(ModuleTrial trial) => ModuleData.Split(new(
        randn([60, 1, 8, 8], generator: trial.Random), randn([60, 2], generator: trial.Random)));

    public override ModuleSetup Create(ModuleTrial trial) => new(
        Sequential(
            ("conv", Conv2d(1, 4, 3, padding: 1)), ("relu", ReLU()), ("pool", MaxPool2d(2)), ("drop", Dropout2d(0.5)),
            ("flatten", Flatten()), ("head", Linear(64, 2))),
        MSELoss().call)
    {
        Measures = ImmutableSortedDictionary<string, Func<Tensor, Tensor, Tensor>>.Empty.Add(
            "error", Measures.AbsoluteError),
    };
}

/// <summary>
/// Draws random numbers itself in all possible ways: from torch's default generator, and bypassing the hooks of its
/// dropout layer.
/// </summary>
internal sealed class Drawing : Module<Tensor, Tensor>
{
    private readonly Linear _linear = Linear(4, 3);
    private readonly Dropout _dropout = Dropout(0.5);
    private readonly string _way;
    private readonly Generator _random;

    public Drawing(string way, Generator random) : base("drawing")
    {
        (_way, _random) = (way, random);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _linear.call(_way switch
    {
        "functional" => functional.dropout(input, 0.5, training),
        "forward" => _dropout.forward(input),
        "noise" => input + randn(input.shape),
        "own" => training ? input + randn(input.shape, generator: _random) : input,
        _ => _dropout.call(input),
    });
}

/// <summary>Calls its ReLU in its first forward pass only.</summary>
internal sealed class RectifiesOnce : Module<Tensor, Tensor>
{
    private readonly Linear _hidden = Linear(4, 8);
    private readonly ReLU _relu = ReLU();
    private readonly Linear _scores = Linear(8, 3);
    private bool _rectified;

    public RectifiesOnce() : base(nameof(RectifiesOnce))
    {
        register_module("hidden", _hidden);
        register_module("relu", _relu);
        register_module("scores", _scores);
    }

    public override Tensor forward(Tensor input)
    {
        var hidden = _hidden.call(input);
        if (_rectified) return _scores.call(hidden);
        _rectified = true;
        return _scores.call(_relu.call(hidden));
    }
}
