using System.Collections.Immutable;

namespace Experiments.Client.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Points">The points, in ascending order of x, all finite; at least one.</param>
internal sealed record Curve(string Name, ImmutableArray<(double X, double Y)> Points);
