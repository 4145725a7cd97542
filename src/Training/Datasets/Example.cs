using System.Collections.Immutable;

namespace Experiments.Training.Datasets;

/// <summary>An image of a dataset, for display.</summary>
/// <param name="Label">The image's zero-based class.</param>
/// <param name="Pixels">The brightness of its 784 pixels, row by row, from 0 for the background to 1.</param>
public sealed record Example(int Label, ImmutableArray<float> Pixels);
