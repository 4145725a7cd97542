using Experiments.Search.Methods.Cmaes;
using static TorchSharp.torch;

namespace Experiments.Training.Health;

/// <summary>A layer whose gradients are looked at.</summary>
/// <param name="Name">Its name within the model.</param>
/// <param name="Weights">Numbers in its weight.</param>
/// <param name="Gradient">The gradient by its weight that the last backward pass left; null if it left none.</param>
/// <param name="Units">Units of the ReLUs after it; 0: it has none.</param>
/// <param name="ReluOutput">What those gave in the last forward pass, [.., units]; null: it has none.</param>
internal sealed record WatchedLayer(
    string Name, long Weights, Func<Tensor?> Gradient, long Units = 0, Func<Tensor>? ReluOutput = null);
