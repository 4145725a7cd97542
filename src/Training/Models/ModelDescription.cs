using Experiments.Training.Datasets;

namespace Experiments.Training.Models;

/// <summary>What must be known of a model to use it.</summary>
/// <param name="Workload">The workload that trains it: <c>mlp</c> or <c>cnn</c>.</param>
/// <param name="Dataset">What it is trained on.</param>
/// <param name="Scale">How pixels become what it sees.</param>
/// <param name="Loss">What its training minimises, which decides what its scores mean.</param>
/// <param name="Shape">What it is built of.</param>
public sealed record ModelDescription(string Workload, string Dataset, PixelScale Scale, string Loss, NetworkShape Shape);
