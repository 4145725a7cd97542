using System.Text.Json;
using Experiments.Training.Tests.Support;
using Experiments.Training.Trained;
using static TorchSharp.torch;

namespace Experiments.Training.Tests.Trained;

public sealed class TorchModelTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiments-model-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, string> Networks => new()
    {
        { "mlp", "relu" }, { "mlp", "gelu" }, { "cnn", "leaky_relu" }, { "cnn", "tanh" },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Scores_OfLibrarysOwnModules_AreThoseOfTheNetwork(string workload, string activation)
    {
        using var network = await TrainAsync(workload, activation);
        var data = await Trials.Library.LoadAsync("digits", new Progress<string>(), CancellationToken.None);
        var images = data.Test("cpu").Images.narrow(0, 0, 100);

        using var model = TorchModel.FromNetwork(network);

        model.Scores(images.view(-1, 1, 28, 28)).ShouldBeNear(network.Scores(images), 1e-4);
        model.Layers.Select(layer => layer.Name).ShouldBeUnique();
    }

    /// <summary>
    /// Eight bytes of length, a header in JSON, then the numbers, as the format's documentation has it.
    /// </summary>
    [Theory]
    [InlineData("mlp")]
    [InlineData("cnn")]
    public async Task SaveSafetensors_ReadByHand_HoldsWhatWasLearned(string workload)
    {
        using var network = await TrainAsync(workload, "relu");
        using var model = TorchModel.FromNetwork(network);
        var file = Path.Combine(_folder.FullName, "model.safetensors");

        model.SaveSafetensors(file);

        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var length = (int)BitConverter.ToInt64(bytes);
        var header = JsonDocument.Parse(bytes.AsMemory(8, length)).RootElement;
        var tensors = network.Tensors();
        header.EnumerateObject().Select(entry => entry.Name)
            .Where(name => name != "__metadata__" && !name.EndsWith("num_batches_tracked"))
            .ShouldBe(tensors.Select(named => named.Name), ignoreOrder: true);
        foreach (var (name, tensor) in tensors)
        {
            var entry = header.GetProperty(name);
            entry.GetProperty("dtype").GetString().ShouldBe("F32");
            entry.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()).ShouldBe(tensor.shape);
            var range = entry.GetProperty("data_offsets").EnumerateArray()
                .Select(offset => offset.GetInt32()).ToArray();
            bytes.AsSpan(8 + length + range[0], range[1] - range[0]).SequenceEqual(tensor.bytes).ShouldBeTrue(name);
        }
    }

    [Fact]
    public async Task SaveTorchSharp_LoadedIntoANewModel_IsTheSame()
    {
        using var network = await TrainAsync("cnn", "relu");
        using var model = TorchModel.FromNetwork(network);
        var file = Path.Combine(_folder.FullName, "model.dat");

        model.SaveTorchSharp(file);

        var layers = TorchLayer.List(network.Model.Shape).Select(layer => (layer.Name, layer.Make()));
        using var loaded = nn.Sequential(layers);
        loaded.load(file);
        loaded.eval();
        var images = rand(5, 1, 28, 28);
        loaded.forward(images).ShouldBeNear(model.Scores(images), 1e-6);
    }

    private static async Task<TrainedNetwork> TrainAsync(string workload, string activation)
    {
        (string, object)[] more = [("batch_norm", true), ("activation", activation), ("dropout", 0.2)];
        var order = workload == "mlp" ? Trials.SmallMlp(more) : Trials.SmallCnn(more);
        var host = await Trials.TrainAsync(order, interrupted: CancellationToken.None);
        return TrainedNetwork.Open(host.Checkpoints[^1].Data.Span);
    }
}
