using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>
/// Mean over the classes of (score − target)², the target being 1 for the right class and 0 for the others. The scores are
/// taken as they are, without a softmax, whose flat ends would stop the gradient (Hui, Belkin, 2021).
/// </summary>
internal sealed class SquaredErrorLoss(double smoothing) : Loss(smoothing)
{
    public override (Tensor Sum, Tensor Gradient) Measure(Tensor scores, Tensor labels)
    {
        var classes = scores.shape[1];
        var error = LessTargets(scores.clone(), labels);
        var sum = error.pow(Scalars.Keep(2)).sum().div_(Scalars.Keep(classes));
        return (sum, error.mul_(Scalars.Keep(2.0 / (classes * scores.shape[0]))));
    }
}
