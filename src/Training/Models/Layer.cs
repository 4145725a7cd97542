using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// A layer of a feed-forward network, with a hand-written gradient (docs/adr/0005). The tensors that
/// <see cref="Forward"/> keeps live until the caller's dispose scope ends. Images are [batch, rows, columns, channels],
/// so that channels, like the width of [batch, width], come last.
/// </summary>
internal abstract class Layer
{
    /// <summary>Computes the layer's output.</summary>
    /// <param name="input">The input, [batch, width] or images.</param>
    /// <param name="training">The generator of a training pass, or null for an evaluation.</param>
    public abstract Tensor Forward(Tensor input, Generator? training);

    /// <summary>Computes the gradients of the layer's own parameters and of its input.</summary>
    /// <param name="gradient">
    /// The gradient of the loss with respect to the output of the last training pass. The tensor may be overwritten.
    /// </param>
    /// <returns>The gradient of the loss with respect to the layer's input.</returns>
    public abstract Tensor Backward(Tensor gradient);
}
