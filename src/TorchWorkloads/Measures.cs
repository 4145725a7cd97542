using static TorchSharp.torch;

namespace Experiments.TorchWorkloads;

/// <summary>Ready-made measures, for <see cref="ModuleSetup.Measures"/>.</summary>
public static class Measures
{
    /// <summary>Share of a batch whose highest score is that of the right class, 0 to 1.</summary>
    /// <param name="outputs">Scores, [batch, classes].</param>
    /// <param name="targets">Classes, [batch], int64.</param>
    public static Tensor Accuracy(Tensor outputs, Tensor targets) => outputs.argmax(1).eq(targets).to(ScalarType.Float32).mean();

    /// <summary>Mean of the absolute differences.</summary>
    /// <param name="outputs">Of any shape.</param>
    /// <param name="targets">Of the same shape.</param>
    public static Tensor AbsoluteError(Tensor outputs, Tensor targets) => outputs.sub(targets).abs().mean();
}
