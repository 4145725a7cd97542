using Experiments.TorchWorkloads;
using Experiments.Training.Datasets;
using Experiments.Training.Modules;
using Experiments.Workloads;
using static TorchSharp.torch;

namespace Experiments.Training.Bench;

/// <summary>
/// The training loop for user-defined modules, with the module of <see cref="PlainLoop"/>, or of
/// <see cref="ChannelsLastCnn"/>.
/// </summary>
internal sealed class ModuleLoop(ImageSet data, bool convolutions) : ModuleWorkload
{
    public static double SamplesPerSecond(ImageSet data, bool convolutions)
    {
        var workload = new ModuleLoop(data, convolutions);
        var values = new Assignment(
            [new("epochs", new ParameterValue.Integer(1)), new("batch_size", new ParameterValue.Integer(64))]);
        var parameters = LoopParameters.Read("bench", values, schema: null);
        var settings = LoopSettings.Read(parameters, seed: 1);
        using var trainer = new ModuleTrainer(workload, parameters, settings, "cpu", TimeProvider.System);
        trainer.TrainEpoch(CancellationToken.None);
        return trainer.Progress.Examples / trainer.Progress.Seconds;
    }

    public override ModuleData LoadData(ModuleTrial trial)
    {
        var images = data.Images.view(convolutions ? [-1, 1, RawImages.Side, RawImages.Side] : [-1, RawImages.Pixels]);
        var all = new ExampleSet(images, data.Labels.alias());
        return new(all, new(images.narrow(0, 0, 1), data.Labels.narrow(0, 0, 1)));
    }

    public override ModuleSetup Create(ModuleTrial trial) => new ModuleSetup(
        convolutions ? new ChannelsLastCnn() : PlainLoop.Mlp(), nn.CrossEntropyLoss().call).WithAccuracy();
}
