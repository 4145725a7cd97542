using static TorchSharp.torch;

namespace Experiments.Training.Models;

/// <summary>
/// A non-linearity that is applied to each element. All except GELU overwrite their input and keep only their output.
/// </summary>
internal sealed class ActivationLayer(Activation kind) : Layer
{
    /// <summary>The slope of leaky ReLU below 0.</summary>
    private const double Leak = 0.01;

    private Tensor? _kept;

    /// <summary>The non-linearity.</summary>
    public Activation Kind => kind;

    /// <summary>The output of the last forward pass. Not available for GELU.</summary>
    public Tensor Output => _kept!;

    public override Tensor Forward(Tensor input, Generator? training)
    {
        var output = kind switch
        {
            Activation.Relu => input.relu_(),
            Activation.Sigmoid => input.sigmoid_(),
            Activation.Tanh => input.tanh_(),
            Activation.LeakyRelu => input.leaky_relu_(Scalars.Keep(Leak)),
            _ => input.gelu(),
        };
        _kept = kind == Activation.Gelu ? input : output;
        return output;
    }

    public override Tensor Backward(Tensor gradient) => gradient.mul_(Slope(_kept!));

    /// <summary>Computes the derivative from the output, or from the input for GELU.</summary>
    private Tensor Slope(Tensor kept) => kind switch
    {
        // The output is not negative, so its sign is 0 or 1.
        Activation.Relu => kept.sign(),
        Activation.Sigmoid => kept.neg().add_(Scalars.Keep(1), Scalars.One).mul_(kept),
        Activation.Tanh => kept.pow(Scalars.Keep(2)).neg_().add_(Scalars.Keep(1), Scalars.One),
        Activation.LeakyRelu =>
            kept.gt(Scalars.Keep(0)).to(ScalarType.Float32).mul_(Scalars.Keep(1 - Leak))
                .add_(Scalars.Keep(Leak), Scalars.One),
        _ => GeluSlope(kept),
    };

    /// <summary>Computes Φ(x) + x φ(x).</summary>
    private static Tensor GeluSlope(Tensor input)
    {
        var distribution = (input * Scalars.Keep(1 / Math.Sqrt(2))).erf_().add_(Scalars.Keep(1), Scalars.One)
            .mul_(Scalars.Keep(0.5));
        var density = input.pow(Scalars.Keep(2)).mul_(Scalars.Keep(-0.5)).exp_()
            .mul_(Scalars.Keep(1 / Math.Sqrt(2 * Math.PI)));
        return distribution.add_(density.mul_(input), Scalars.One);
    }
}
