using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>What training minimises: a mean over examples, with its gradient.</summary>
/// <param name="smoothing">Share of each target that is spread over all classes (Szegedy et al., 2016), 0 to 1, 1
/// excluded.</param>
internal abstract class Loss(double smoothing)
{
    /// <summary>The one that a sweep file calls <paramref name="name"/>.</summary>
    public static Loss Named(string name, double smoothing = 0) => name switch
    {
        "cross_entropy" => new CrossEntropyLoss(smoothing),
        "mse" => new SquaredErrorLoss(smoothing),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a loss."),
    };

    /// <summary>Share of each target that is spread over all classes.</summary>
    protected double Smoothing { get; } = smoothing;

    /// <summary>Measures scores [batch, classes] against labels [batch].</summary>
    /// <returns>The sum of the examples' losses, a scalar, and the gradient of their mean by the scores.</returns>
    public abstract (Tensor Sum, Tensor Gradient) Measure(Tensor scores, Tensor labels);

    /// <summary>Takes the targets off numbers [batch, classes], in place.</summary>
    protected Tensor LessTargets(Tensor numbers, Tensor labels)
    {
        var column = labels.unsqueeze(1);
        numbers.scatter_add_(1, column, full_like(column, Scalars.Keep(Smoothing - 1), ScalarType.Float32));
        return Smoothing > 0 ? numbers.sub_(Scalars.Keep(Smoothing / numbers.shape[1])) : numbers;
    }
}
