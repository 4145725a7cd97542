using static TorchSharp.torch;

namespace Experiments.Training.Losses;

/// <summary>What training minimises: a mean over examples, with its gradient.</summary>
internal abstract class Loss
{
    /// <summary>The one that a sweep file calls <paramref name="name"/>.</summary>
    public static Loss Named(string name) => name switch
    {
        "cross_entropy" => new CrossEntropyLoss(),
        "mse" => new SquaredErrorLoss(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a loss."),
    };

    /// <summary>Measures scores [batch, classes] against labels [batch].</summary>
    /// <returns>The sum of the examples' losses, a scalar, and the gradient of their mean by the scores.</returns>
    public abstract (Tensor Sum, Tensor Gradient) Measure(Tensor scores, Tensor labels);
}
