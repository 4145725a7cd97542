using System.Collections.Immutable;
using TorchSharp.Modules;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>A trained network as a <c>Sequential</c> of PyTorch's own layers, for use without this program.</summary>
public sealed class TorchModel : IDisposable
{
    private readonly Sequential _module;

    private TorchModel(Sequential module, ImmutableArray<(string Name, string Python, string CSharp)> layers) =>
        (_module, Layers) = (module, layers);

    /// <summary>The name of each layer, and the PyTorch and TorchSharp expressions that create it.</summary>
    public ImmutableArray<(string Name, string Python, string CSharp)> Layers { get; }

    /// <summary>Converts a trained network.</summary>
    public static TorchModel FromNetwork(TrainedNetwork network)
    {
        var layers = TorchLayer.List(network.Model.Shape);
        var module = nn.Sequential(layers.Select(layer => (layer.Name, layer.Make())));
        module.eval();
        using var training = no_grad();
        using var scope = NewDisposeScope();
        var state = module.state_dict();
        foreach (var (name, tensor) in network.Tensors())
        {
            state[name].copy_(tensor);
            tensor.Dispose();
        }

        return new(module, [.. layers.Select(layer => (layer.Name, layer.Python, layer.CSharp))]);
    }

    /// <summary>
    /// Computes the scores of each class, [images, classes], for images [images, 1, rows, columns] that are scaled as
    /// the network's input.
    /// </summary>
    public Tensor Scores(Tensor images)
    {
        using var inference = no_grad();
        return _module.forward(images);
    }

    /// <summary>Writes the learned state in TorchSharp's own format.</summary>
    public void SaveTorchSharp(string file) => _module.save(file);

    /// <summary>Writes the learned state as safetensors, with the names of PyTorch's state dictionaries.</summary>
    public void SaveSafetensors(string file) => _module.save_safetensors(file);

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();
}
