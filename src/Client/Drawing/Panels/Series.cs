using System.Collections.Immutable;
using SkiaSharp;

namespace Experiments.Client.Drawing.Panels;

/// <summary>A line of a panel.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">Its points, x growing, all finite; at least one.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Dashed">Whether it is interrupted.</param>
internal sealed record Series(string Name, ImmutableArray<(double X, double Y)> Points, SKColor Colour, bool Dashed = false);
