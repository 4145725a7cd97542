using Experiments.Training.Health;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// The layers of a module whose gradients are monitored: one for each trainable parameter of two or more dimensions,
/// named after its module. Which ReLUs follow which layer is detected while the module runs.
/// </summary>
internal sealed class ModuleLayers
{
    private readonly List<Layer> _layers = [];
    private Layer? _latest;

    /// <param name="module">The module, before its first forward pass.</param>
    public ModuleLayers(nn.Module module)
    {
        const string Weight = ".weight";
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (parameter.requires_grad && parameter.dim() > 1)
                _layers.Add(
                    new(name.EndsWith(Weight, StringComparison.Ordinal) ? name[..^Weight.Length] : name, parameter));
        }

        foreach (var (name, found) in module.named_modules())
        {
            if (found is ReLU relu) relu.register_forward_hook((_, _, output) => Rectified(output));
            else if (found is nn.Module<Tensor, Tensor> other && _layers.Find(layer => layer.Name == name) is { } layer)
            {
                layer.HasUnitsLast = found is Linear;
                other.register_forward_hook((_, _, output) => Passed(layer, output));
            }
        }
    }

    /// <summary>
    /// Whether the outputs of ReLUs are kept, which costs memory. Setting it discards those kept before.
    /// </summary>
    public bool IsLooking
    {
        get;
        set
        {
            field = value;
            foreach (var layer in _layers) layer.Rectified = null;
        }
    }

    /// <summary>Returns the layers. The module must have run before while <see cref="IsLooking"/> was true.</summary>
    public IReadOnlyCollection<WatchedLayer> Watched() => [.. _layers.Select(layer =>
    {
        var watched = new WatchedLayer(layer.Name, layer.Weight.numel(), () => layer.Weight.grad);
        return layer.Units == 0 ? watched : watched with { Units = layer.Units, ReluOutput = () => layer.Rectified };
    })];

    private Tensor Passed(Layer layer, Tensor output)
    {
        _latest = layer;
        return output;
    }

    private Tensor Rectified(Tensor output)
    {
        if (IsLooking && _latest is { } layer && output.dim() > 1)
        {
            var rectified = (layer.HasUnitsLast ? output : output.transpose(1, -1)).detach();
            layer.Units = rectified.shape[^1];
            layer.Rectified = rectified.reshape(-1, layer.Units);
        }

        _latest = null;
        return output;
    }

    private sealed record Layer(string Name, Parameter Weight)
    {
        public bool HasUnitsLast { get; set; }

        /// <summary>The output of the ReLUs after the layer in the sampled batch, [.., units].</summary>
        public Tensor? Rectified { get; set; }

        /// <summary>The number of units of these ReLUs, or 0 if none have been seen.</summary>
        public long Units { get; set; }
    }
}
