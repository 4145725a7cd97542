using static TorchSharp.torch;

namespace Experiments.Training.Trained;

/// <summary>Numbers that a network has learned.</summary>
/// <param name="Name">Layer and role: <c>fc1.weight</c>.</param>
/// <param name="Tensor">float32.</param>
public sealed record NamedTensor(string Name, Tensor Tensor);
