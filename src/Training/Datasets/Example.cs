using System.Collections.Immutable;

namespace Experiments.Training.Datasets;

/// <summary>One image of a dataset, as people see it.</summary>
/// <param name="Label">Its class, from 0.</param>
/// <param name="Pixels">Brightness of its 784 pixels, row by row, 0 the background to 1.</param>
public sealed record Example(int Label, ImmutableArray<float> Pixels);
