using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// One layer of a feed-forward network, with its gradient derived by hand (docs/adr/0005). What <see cref="Forward"/> keeps
/// lasts until the caller's dispose scope ends. Images are [batch, rows, columns, channels], so that channels, like the
/// width of [batch, width], come last.
/// </summary>
internal abstract class Layer
{
    /// <summary>Computes the layer's output.</summary>
    /// <param name="input">[batch, width] or images.</param>
    /// <param name="training">Randomness of a training pass; null: an evaluation.</param>
    public abstract Tensor Forward(Tensor input, Generator? training);

    /// <summary>
    /// Given the gradient of the loss by the last training pass's output, writes the gradients of the layer's own
    /// parameters and returns the gradient by its input. The given tensor may be overwritten.
    /// </summary>
    public abstract Tensor Backward(Tensor gradient);
}
