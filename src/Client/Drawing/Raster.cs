using System.Collections.Immutable;

namespace Experiments.Client.Drawing;

/// <summary>A grid of numbers that is drawn as an image.</summary>
/// <param name="Width">The number of columns.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Values">The values, row by row from the top.</param>
internal sealed record Raster(int Width, int Height, ImmutableArray<float> Values)
{
    /// <summary>The value in a column and a row, both from 0.</summary>
    public float this[int x, int y] => Values[y * Width + x];
}
