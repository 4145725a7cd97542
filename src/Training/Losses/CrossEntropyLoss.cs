using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>−log of the probability that the softmax of the scores gives to the right class.</summary>
internal sealed class CrossEntropyLoss : Loss
{
    public override (Tensor Sum, Tensor Gradient) Measure(Tensor scores, Tensor labels)
    {
        var logarithms = scores.log_softmax(1);
        var column = labels.unsqueeze(1);
        var sum = logarithms.gather(1, column).sum().neg_();
        // The softmax, less 1 at the right class.
        var gradient = logarithms.exp_().scatter_add_(1, column, full_like(column, -1, ScalarType.Float32));
        return (sum, gradient.div_(scores.shape[0]));
    }
}
