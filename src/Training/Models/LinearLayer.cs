using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// output = input · weight + bias. The weight is [inputs, outputs], so that the forward product needs no transposed
/// operand.
/// </summary>
internal sealed class LinearLayer(long inputs, long outputs, FlatBuffer values, FlatBuffer gradients) : Layer
{
    private readonly Tensor _weightGradient = gradients.Take(inputs, outputs);
    private readonly Tensor _biasGradient = gradients.Take(outputs);
    private Tensor? _input;

    /// <summary>[inputs, outputs].</summary>
    public Tensor Weight { get; } = values.Take(inputs, outputs);

    /// <summary>[outputs].</summary>
    public Tensor Bias { get; } = values.Take(outputs);

    /// <summary>Parameters of such a layer.</summary>
    public static long ParameterCount(long inputs, long outputs) => (inputs + 1) * outputs;

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
        _weightGradient.addmm_(_input!.t(), gradient, 0, 1);
        _biasGradient.copy_(gradient.sum(0L));
    }
}
