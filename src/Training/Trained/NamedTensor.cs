using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>A learned tensor of a network.</summary>
/// <param name="Name">The tensor's layer and role: <c>fc1.weight</c>.</param>
/// <param name="Tensor">The tensor, float32.</param>
public sealed record NamedTensor(string Name, Tensor Tensor);
