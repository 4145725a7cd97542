using System.Collections.Immutable;

namespace Experiments.Client.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, x growing, all finite; at least one.</param>
internal sealed record Curve(string Name, ImmutableArray<(double X, double Y)> Points);
