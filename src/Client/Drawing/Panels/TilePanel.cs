using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Drawing.Panels;

/// <summary>A panel of small images in rows, with room for captions below if any image has one.</summary>
/// <param name="Tiles">The images and their captions.</param>
/// <param name="Scale">The colour scale of the images.</param>
/// <param name="Columns">The number of images in a row.</param>
/// <param name="Side">The width and height of each image.</param>
internal sealed record TilePanel(
    IReadOnlyList<(Raster Image, string? Caption)> Tiles, ColourScale Scale, int Columns, float Side)
{
    private const float Gap = 8;

    private float Pitch => Side + Gap;

    private float RowPitch => Pitch + (Tiles.Any(tile => tile.Caption is not null) ? 15 : 0);

    public float Width => Columns * Pitch - Gap;

    public float Height => (Tiles.Count + Columns - 1) / Columns * RowPitch;

    /// <summary>Draws the panel with its top left corner at a point.</summary>
    public void Draw(Sheet sheet, float left, float top)
    {
        for (var i = 0; i < Tiles.Count; i++)
        {
            var (image, caption) = Tiles[i];
            var (x, y) = (left + i % Columns * Pitch, top + i / Columns * RowPitch);
            var box = new SKRect(x, y, x + Side, y + Side);
            sheet.Pixels(box, image, Scale);
            sheet.Frame(box, Ink.Faint, 0.5f);
            if (caption is not null)
                sheet.Write(caption, box.MidX, box.Bottom + 14, Lettering.Tick, SKTextAlign.Center, Pitch - 2);
        }
    }
}
