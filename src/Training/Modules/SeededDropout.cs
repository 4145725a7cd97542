using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// Makes the dropout layers of a module use masks from the trial's own generator. The layers themselves, which would
/// draw from a generator that all trials share, are set to evaluation mode; a hook on each layer applies the mask in
/// its place.
/// </summary>
internal sealed class SeededDropout
{
    private readonly Generator _generator;
    private readonly List<Layer> _layers = [];
    private bool _isTraining;

    /// <param name="module">The module, whose dropout layers are found at any depth.</param>
    /// <param name="generator">The generator that masks are drawn from, on the CPU.</param>
    public SeededDropout(nn.Module module, Generator generator)
    {
        _generator = generator;
        foreach (var (_, found) in module.named_modules())
        {
            Layer? layer = found switch
            {
                Dropout dropout => new(dropout, dropout.p, IsOfChannels: false),
                Dropout1d dropout => new(dropout, dropout.p, IsOfChannels: true),
                Dropout2d dropout => new(dropout, dropout.p, IsOfChannels: true),
                Dropout3d dropout => new(dropout, dropout.p, IsOfChannels: true),
                _ => null,
            };
            if (layer is null) continue;
            layer.Module.register_forward_hook((_, _, output) => Drop(layer, output));
            _layers.Add(layer);
        }
    }

    /// <summary>
    /// Stops controlling the layers that have not been called since they were hooked. A module that runs a layer's
    /// <c>forward</c> instead of <c>call</c> bypasses its hooks.
    /// </summary>
    /// <returns>Whether there were any such layers.</returns>
    public bool ReleaseUncalled() => _layers.RemoveAll(layer => !layer.WasCalled) > 0;

    /// <summary>Sets the module that owns these layers to training mode.</summary>
    public void Train(nn.Module module)
    {
        module.train();
        foreach (var layer in _layers) layer.Module.eval();
        _isTraining = true;
    }

    /// <summary>Sets the module to evaluation mode.</summary>
    public void Evaluate(nn.Module module)
    {
        module.eval();
        _isTraining = false;
    }

    private Tensor Drop(Layer layer, Tensor output)
    {
        layer.WasCalled = true;
        if (!_isTraining || layer.Share == 0 || layer.Module.training) return output;
        long[] shape = layer.IsOfChannels
            ? [.. output.shape[..2], .. Enumerable.Repeat(1L, output.shape.Length - 2)]
            : output.shape;
        var kept = rand(shape, ScalarType.Float32, CPU, generator: _generator).to(output.device)
            .ge_(Scalars.Keep(layer.Share));
        // If the share is 1, all values are dropped and there is nothing to scale.
        return output * kept.mul_(Scalars.Keep(layer.Share < 1 ? 1 / (1 - layer.Share) : 0)).to(output.dtype);
    }

    private sealed record Layer(nn.Module<Tensor, Tensor> Module, double Share, bool IsOfChannels)
    {
        public bool WasCalled { get; set; }
    }
}
