using Experiments.TorchWorkloads;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OwnModel;

/// <summary>Learns which of three spirals a point lies on.</summary>
public sealed class Spirals : ModuleWorkload
{
    public override ModuleSetup Create(ModuleTrial trial)
    {
        var units = trial.Parameters.Integer("units");
        var module = Sequential(
            ("hidden1", Linear(2, units)), ("relu1", ReLU()), ("dropout", Dropout(trial.Parameters.Number("dropout"))),
            ("hidden2", Linear(units, units)), ("relu2", ReLU()),
            ("scores", Linear(units, 3)));
        return new ModuleSetup(module, CrossEntropyLoss().call) { Classes = ["red", "green", "blue"] }.WithAccuracy();
    }

    public override ModuleData LoadData(ModuleTrial trial)
    {
        var spiral = randint(0, 3, [1_200], int64, generator: trial.Random);
        var along = rand(1_200, generator: trial.Random);
        var noise = randn(1_200, generator: trial.Random) * 0.1f.ToScalar();
        var angle = along * 8f.ToScalar() + spiral * (2 * MathF.PI / 3).ToScalar() + noise;
        var points = stack([along * angle.cos(), along * angle.sin()], dim: 1);
        return ModuleData.Split(new ExampleSet(points, spiral));
    }
}
