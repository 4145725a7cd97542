namespace Experiments.Training.Health;

/// <summary>Statistics of the gradient of a layer's weights.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Mean">The mean of the gradient's elements.</param>
/// <param name="Deviation">The standard deviation of the gradient's elements.</param>
/// <param name="Norm">The gradient's norm: the root of the mean squared norm over the sampled batches.</param>
/// <param name="DeadShare">The share of units whose output was always 0, or null if no ReLUs follow the layer.</param>
internal sealed record LayerGradients(string Layer, double Mean, double Deviation, double Norm, double? DeadShare);
