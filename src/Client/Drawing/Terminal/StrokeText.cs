using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>
/// Draws an image in characters of eight dots: each pixel brighter than a third is a dot, and a character is as bright
/// as its dots on average. Images are small enough to fit several side by side.
/// </summary>
/// <param name="image">The image's brightness, 0 to 1.</param>
internal sealed class StrokeText(Raster image)
{
    private const float Lit = 0.33f;

    /// <summary>The number of characters in a line.</summary>
    public int Columns => (image.Width + 1) / 2;

    /// <summary>The number of lines.</summary>
    public int Rows => (image.Height + 3) / 4;

    /// <summary>Returns the lines, from the top.</summary>
    public IEnumerable<IEnumerable<Segment>> Lines()
    {
        var canvas = new BrailleCanvas(Columns, Rows);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                if (image[x, y] > Lit) canvas.Dot(x, y, 0);
        return Enumerable.Range(0, Rows).Select(row => Enumerable.Range(0, Columns).Select(column =>
            new Segment(canvas[column, row].Character.ToString(), new Style(BrightnessOf(column, row)))));
    }

    private Color BrightnessOf(int column, int row)
    {
        var lit =
            from y in Enumerable.Range(4 * row, 4)
            from x in Enumerable.Range(2 * column, 2)
            where y < image.Height && x < image.Width && image[x, y] > Lit
            select image[x, y];
        // Even the faintest is visible on a dark terminal.
        var grey = (byte)(96 + 159 * lit.DefaultIfEmpty(0).Average());
        return new Color(grey, grey, grey);
    }
}
