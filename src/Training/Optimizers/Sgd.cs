using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>Stochastic gradient descent, with momentum (Polyak, 1964) or Nesterov's (Sutskever et al., 2013).</summary>
internal sealed class Sgd : Optimizer
{
    private readonly OptimizerSettings _settings;
    private readonly Tensor? _velocity;

    public Sgd(Tensor values, Tensor gradients, OptimizerSettings settings)
        : base(values, gradients, settings.WeightDecay)
    {
        _settings = settings;
        if (settings.Momentum > 0)
            _velocity = NewState();
    }

    protected override void Move(double learningRate)
    {
        if (_velocity is null)
        {
            Values.add_(Gradients, Scalars.Keep(-learningRate));
            return;
        }

        _velocity.mul_(Scalars.Keep(_settings.Momentum)).add_(Gradients, Scalars.One);
        if (_settings.Nesterov)
            Values.add_(Gradients, Scalars.Keep(-learningRate))
                .add_(_velocity, Scalars.Keep(-learningRate * _settings.Momentum));
        else
            Values.add_(_velocity, Scalars.Keep(-learningRate));
    }
}
