using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>
/// The mean over the classes of (score − target)², where the target is 1 for the correct class and 0 for the others.
/// The scores are used without a softmax, whose flat ends would make the gradient vanish (Hui, Belkin, 2021).
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
