using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>RMSprop (Hinton, 2012) with α = 0.99, ε = 1e−8, and a momentum of the scaled gradient.</summary>
internal sealed class RmsProp : Optimizer
{
    private const double Alpha = 0.99;
    private const double Epsilon = 1e-8;

    private readonly double _momentum;
    private readonly Tensor _square;
    private readonly Tensor? _velocity;

    public RmsProp(Tensor values, Tensor gradients, OptimizerSettings settings)
        : base(values, gradients, settings.WeightDecay)
    {
        _momentum = settings.Momentum;
        _square = NewState();
        if (_momentum > 0)
            _velocity = NewState();
    }

    protected override void Move(double learningRate)
    {
        _square.mul_(Scalars.Keep(Alpha)).addcmul_(Gradients, Gradients, Scalars.Keep(1 - Alpha));
        var denominator = _square.sqrt().add_(Scalars.Keep(Epsilon), Scalars.One);
        if (_velocity is null)
            Values.addcdiv_(Gradients, denominator, Scalars.Keep(-learningRate));
        else
            Values.add_(
                _velocity.mul_(Scalars.Keep(_momentum)).addcdiv_(Gradients, denominator, Scalars.Keep(1)),
                Scalars.Keep(-learningRate));
    }
}
