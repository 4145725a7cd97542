using static TorchSharp.torch;

namespace Experiments.Training.Health;

/// <summary>A layer whose gradients are monitored.</summary>
/// <param name="Name">The layer's name within the model.</param>
/// <param name="Weights">The number of elements of its weight.</param>
/// <param name="Gradient">
/// Returns the gradient of its weight after the last backward pass, or null if there is none.
/// </param>
/// <param name="Units">The number of units of the ReLUs after it, or 0 if there are none.</param>
/// <param name="ReluOutput">
/// Returns the output of these ReLUs in the last forward pass, [.., units], or null if it did not call them. Null if
/// there are none.
/// </param>
internal sealed record WatchedLayer(
    string Name, long Weights, Func<Tensor?> Gradient, long Units = 0, Func<Tensor?>? ReluOutput = null);
