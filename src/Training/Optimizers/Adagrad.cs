using static TorchSharp.torch;

namespace Experiments.Training.Optimizers;

/// <summary>Adagrad (Duchi, Hazan, Singer, 2011) with ε = 1e−10.</summary>
internal sealed class Adagrad : Optimizer
{
    private const double Epsilon = 1e-10;

    private readonly Tensor _sum;

    public Adagrad(Tensor values, Tensor gradients, OptimizerSettings settings)
        : base(values, gradients, settings.WeightDecay) => _sum = NewState();

    protected override void Move(double learningRate)
    {
        _sum.addcmul_(Gradients, Gradients, Scalars.Keep(1));
        Values.addcdiv_(Gradients, _sum.sqrt().add_(Scalars.Keep(Epsilon), Scalars.One), Scalars.Keep(-learningRate));
    }
}
