using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>Predefined measures for <see cref="ModuleSetup.Measures"/>.</summary>
public static class Measures
{
    /// <summary>
    /// Computes the share of examples in a batch whose highest score is that of the correct class, 0 to 1.
    /// </summary>
    /// <param name="outputs">The scores, [batch, classes].</param>
    /// <param name="targets">The correct classes, [batch], int64.</param>
    public static Tensor Accuracy(Tensor outputs, Tensor targets) =>
        outputs.argmax(1).eq(targets).to(ScalarType.Float32).mean();

    /// <summary>Computes the mean absolute difference.</summary>
    /// <param name="outputs">The outputs, of any shape.</param>
    /// <param name="targets">The targets, of the same shape as the outputs.</param>
    public static Tensor AbsoluteError(Tensor outputs, Tensor targets) => outputs.sub(targets).abs().mean();
}
