using System.Collections.Immutable;
using SkiaSharp;

namespace Experiments.Client.Drawing.Panels;

/// <summary>A line of a panel.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Points">The points, in ascending order of x, all finite; at least one.</param>
/// <param name="Colour">The colour.</param>
/// <param name="Dashed">Whether the line is dashed.</param>
internal sealed record Series(
    string Name, ImmutableArray<(double X, double Y)> Points, SKColor Colour, bool Dashed = false);
