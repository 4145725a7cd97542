using Experiments.Training.Losses;
using Experiments.Training.Tests.Support;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Experiments.Training.Tests.Losses;

public class LossTests
{
    [Theory]
    [InlineData("cross_entropy", 0.0)]
    [InlineData("cross_entropy", 0.3)]
    [InlineData("mse", 0.0)]
    [InlineData("mse", 0.3)]
    public void Measure_AnySmoothing_IsTheLossAndGradientOfSmoothedTargets(string name, double smoothing)
    {
        using var scope = NewDisposeScope();
        using var random = Near.Seeded(4);
        var scores = randn([6, 5], generator: random);
        var labels = randint(0, 5, [6], ScalarType.Int64, generator: random);
        var recorded = scores.clone().requires_grad_();
        var targets = F.one_hot(labels, 5).to(ScalarType.Float32) * (1 - smoothing) + smoothing / 5;
        var expected = name == "mse"
            ? F.mse_loss(recorded, targets)
            : -(recorded.log_softmax(1) * targets).sum(1).mean();
        expected.backward();
        var kept = scores.clone();

        var (sum, gradient) = Loss.Named(name, smoothing).Measure(scores, labels);

        (sum / 6).ShouldBeNear(expected.detach());
        gradient.ShouldBeNear(recorded.grad!);
        scores.Same(kept).ShouldBeTrue();
    }
}
