using Experiments.Training.Health;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// The layers of a module whose gradients are looked at: each parameter of two or more dimensions is one, named like its
/// module. Which ReLUs follow which layer is seen while the module runs.
/// </summary>
internal sealed class ModuleLayers
{
    private readonly List<Layer> _layers = [];
    private Layer? _latest;

    /// <param name="module">The module, before its first run.</param>
    public ModuleLayers(nn.Module module)
    {
        const string Weight = ".weight";
        foreach (var (name, parameter) in module.named_parameters())
        {
            if (parameter.requires_grad && parameter.dim() > 1)
                _layers.Add(new(name.EndsWith(Weight, StringComparison.Ordinal) ? name[..^Weight.Length] : name, parameter));
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

    /// <summary>Whether outputs of ReLUs are kept; they cost memory.</summary>
    public bool IsLooking { get; set; }

    /// <summary>The layers, once the module has run while <see cref="IsLooking"/>.</summary>
    public IReadOnlyCollection<WatchedLayer> Watched() => [.. _layers.Select(layer =>
    {
        var watched = new WatchedLayer(layer.Name, layer.Weight.numel(), () => layer.Weight.grad);
        return layer.Units == 0 ? watched : watched with { Units = layer.Units, ReluOutput = () => layer.Rectified! };
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

        /// <summary>What the ReLUs after it gave in the batch that is looked at, [.., units].</summary>
        public Tensor? Rectified { get; set; }

        /// <summary>Units of those; 0 while none were seen.</summary>
        public long Units { get; set; }
    }
}
