using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>Views each example in another shape, without copying.</summary>
internal sealed class ReshapeLayer(LayerShape.Reshape shape) : Layer
{
    private readonly long[] _from = [-1, .. shape.From];
    private readonly long[] _to = [-1, .. shape.To];

    public override Tensor Forward(Tensor input, Generator? training) => input.view(_to);

    public override Tensor Backward(Tensor gradient) => gradient.view(_from);
}
