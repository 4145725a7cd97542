using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>The loss that training minimizes, a mean over examples, with its gradient.</summary>
/// <param name="smoothing">
/// The share of each target that is distributed over all classes (label smoothing, Szegedy et al., 2016), 0 to 1,
/// excluding 1.
/// </param>
internal abstract class Loss(double smoothing)
{
    /// <summary>Returns the loss that a sweep file calls <paramref name="name"/>.</summary>
    public static Loss Named(string name, double smoothing = 0) => name switch
    {
        "cross_entropy" => new CrossEntropyLoss(smoothing),
        "mse" => new SquaredErrorLoss(smoothing),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a loss."),
    };

    /// <summary>The share of each target that is distributed over all classes.</summary>
    protected double Smoothing { get; } = smoothing;

    /// <summary>Compares scores [batch, classes] with labels [batch].</summary>
    /// <returns>
    /// The sum of the examples' losses, a scalar, and the gradient of their mean with respect to the scores.
    /// </returns>
    public abstract (Tensor Sum, Tensor Gradient) Measure(Tensor scores, Tensor labels);

    /// <summary>Subtracts the targets from numbers [batch, classes], in place.</summary>
    protected Tensor LessTargets(Tensor numbers, Tensor labels)
    {
        var column = labels.unsqueeze(1);
        numbers.scatter_add_(1, column, full_like(column, Scalars.Keep(Smoothing - 1), ScalarType.Float32));
        return Smoothing > 0 ? numbers.sub_(Scalars.Keep(Smoothing / numbers.shape[1])) : numbers;
    }
}
