namespace Experiments.Training.Health;

/// <summary>What was seen of the gradient by a layer's weights.</summary>
/// <param name="Layer">Its name.</param>
/// <param name="Mean">Mean of its numbers.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="Norm">Its length, as the root of the mean of its squares over batches.</param>
/// <param name="DeadShare">Share of units that gave 0 throughout; null: not a layer of ReLUs.</param>
internal sealed record LayerGradients(string Layer, double Mean, double Deviation, double Norm, double? DeadShare);
