using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>
/// The negative logarithm of the probability that the softmax of the scores assigns to the correct class.
/// </summary>
internal sealed class CrossEntropyLoss(double smoothing) : Loss(smoothing)
{
    public override (Tensor Sum, Tensor Gradient) Measure(Tensor scores, Tensor labels)
    {
        var logarithms = scores.log_softmax(1);
        var sum = logarithms.gather(1, labels.unsqueeze(1)).sum().mul_(Scalars.Keep(Smoothing - 1));
        if (Smoothing > 0)
            sum.sub_(logarithms.sum().mul_(Scalars.Keep(Smoothing / scores.shape[1])));
        // The gradient is the softmax minus the targets.
        return (sum, LessTargets(logarithms.exp_(), labels).div_(Scalars.Keep(scores.shape[0])));
    }
}
