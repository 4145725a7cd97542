using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>
/// Adam (Kingma, Ba, 2015) with β = (0.9, 0.999), ε = 1e−8, and AdamW (Loshchilov, Hutter, 2019), which applies the
/// decay to the weights directly instead of adding it to the gradient.
/// </summary>
internal sealed class Adam : Optimizer
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double _decoupledDecay;
    private readonly Tensor _mean;
    private readonly Tensor _square;

    public Adam(Tensor values, Tensor gradients, OptimizerSettings settings)
        : base(values, gradients, settings.Name == "adamw" ? 0 : settings.WeightDecay)
    {
        _decoupledDecay = settings.Name == "adamw" ? settings.WeightDecay : 0;
        _mean = NewState();
        _square = NewState();
    }

    protected override void Move(double learningRate)
    {
        if (_decoupledDecay > 0)
            Values.mul_(Scalars.Keep(1 - learningRate * _decoupledDecay));
        _mean.MoveToward(Gradients, 1 - Beta1);
        _square.mul_(Scalars.Keep(Beta2)).addcmul_(Gradients, Gradients, Scalars.Keep(1 - Beta2));

        // Both bias corrections are part of the two scalars, so that they need no extra pass over the parameters.
        var correction = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        var denominator = _square.sqrt().add_(Scalars.Keep(Epsilon * correction), Scalars.One);
        Values.addcdiv_(_mean, denominator, Scalars.Keep(-learningRate * correction / (1 - Math.Pow(Beta1, Steps))));
    }
}
