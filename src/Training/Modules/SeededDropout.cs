using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Experiments.Training.Modules;

/// <summary>
/// Lets the dropout layers of a module drop with masks of the trial's own generator. The layers themselves, which would draw
/// from a generator that all trials share, are set to evaluation; a hook on each drops in their place.
/// </summary>
internal sealed class SeededDropout
{
    private readonly Generator _generator;
    private readonly List<Layer> _layers = [];
    private bool _isTraining;

    /// <param name="module">Whose layers, however deep.</param>
    /// <param name="generator">What masks are drawn from, on the CPU as all of them.</param>
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
    /// Leaves those to themselves that have not been called since they were hooked: whoever runs <c>forward</c> and not
    /// <c>call</c> passes hooks by.
    /// </summary>
    /// <returns>Whether there are any.</returns>
    public bool ReleaseUncalled() => _layers.RemoveAll(layer => !layer.WasCalled) > 0;

    /// <summary>Sets a module, whose layers these are, to training.</summary>
    public void Train(nn.Module module)
    {
        module.train();
        foreach (var layer in _layers) layer.Module.eval();
        _isTraining = true;
    }

    /// <summary>Sets it to evaluation.</summary>
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
        var kept = rand(shape, ScalarType.Float32, CPU, generator: _generator).to(output.device).ge_(Scalars.Keep(layer.Share));
        // All are dropped where the share is 1, which leaves nothing to scale.
        return output * kept.mul_(Scalars.Keep(layer.Share < 1 ? 1 / (1 - layer.Share) : 0)).to(output.dtype);
    }

    private sealed record Layer(nn.Module<Tensor, Tensor> Module, double Share, bool IsOfChannels)
    {
        public bool WasCalled { get; set; }
    }
}
