using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// A fully connected layer: output = input · weight + bias, on [batch, inputs]. The weight is [inputs, outputs], so
/// that the forward product needs no transposed operand.
/// </summary>
internal sealed class LinearLayer(LayerShape.Linear shape, FlatBuffer values, FlatBuffer gradients)
    : WeightedLayer(shape.Name, shape.Inputs, shape.Outputs, values, gradients)
{
    private Tensor? _input;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        _input = input;
        return addmm(Bias, input, Weight, 1, 1);
    }

    public override Tensor Backward(Tensor gradient)
    {
        BackwardToParameters(gradient);
        return gradient.mm(Weight.t());
    }

    public override void BackwardToParameters(Tensor gradient)
    {
        WeightGradient.addmm_(_input!.t(), gradient, 0, 1);
        BiasGradient.copy_(gradient.sum(0L));
    }
}
