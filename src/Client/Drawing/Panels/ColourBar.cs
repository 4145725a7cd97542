using System.Globalization;
using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Drawing.Panels;

/// <summary>The legend of a colour scale: a strip from the lowest to the highest value.</summary>
/// <param name="Name">The name of the values.</param>
/// <param name="Scale">The colour scale.</param>
internal sealed record ColourBar(string Name, ColourScale Scale)
{
    private const int Shades = 201;

    /// <summary>Draws the legend, 40 units high, with its top left corner at a point.</summary>
    public void Draw(Sheet sheet, float left, float top, float width)
    {
        var strip = new Raster(
            Shades, 1,
            [.. Enumerable.Range(0, Shades)
                .Select(i => (float)(Scale.From + (Scale.To - Scale.From) * i / (Shades - 1)))]);
        var box = new SKRect(left, top, left + width, top + 12);
        sheet.Pixels(box, strip, Scale);
        sheet.Frame(box, Ink.Faint);
        sheet.Write(TextOf(Scale.From), left, top + 27, Lettering.Tick);
        sheet.Write(Name, box.MidX, top + 27, Lettering.Tick, SKTextAlign.Center, width - 90);
        sheet.Write(TextOf(Scale.To), left + width, top + 27, Lettering.Tick, SKTextAlign.Right);
    }

    private static string TextOf(double value) => value.ToString("+0.###;−0.###;0", CultureInfo.InvariantCulture);
}
