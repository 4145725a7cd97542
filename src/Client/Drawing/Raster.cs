using System.Collections.Immutable;

namespace Experiments.Client.Drawing;

/// <summary>Numbers in rows and columns, drawn as an image.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Values">Row by row, from the top.</param>
internal sealed record Raster(int Width, int Height, ImmutableArray<float> Values)
{
    /// <summary>The value in a column and a row.</summary>
    public float this[int x, int y] => Values[y * Width + x];
}
