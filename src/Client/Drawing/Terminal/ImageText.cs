using Experiments.Client.Drawing.Colours;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Drawing.Terminal;

/// <summary>
/// Draws an image in characters: each shows two pixels, one above the other, in their colours; without colours, a shade
/// of their mean.
/// </summary>
/// <param name="image">The image; an odd last row is drawn twice.</param>
/// <param name="scale">The colour scale.</param>
internal sealed class ImageText(Raster image, ColourScale scale) : Renderable
{
    protected override Measurement Measure(RenderOptions options, int maxWidth) => new(image.Width, image.Width);

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        Enumerable.Range(0, (image.Height + 1) / 2)
            .SelectMany(row =>
                RowOf(row, options.Ansi && options.ColorSystem != ColorSystem.NoColors).Append(Segment.LineBreak));

    /// <summary>Returns one line of characters.</summary>
    /// <param name="row">The number of the line, from the top.</param>
    /// <param name="coloured">Whether to use colours.</param>
    public IEnumerable<Segment> RowOf(int row, bool coloured)
    {
        for (var x = 0; x < image.Width; x++)
        {
            var upper = image[x, 2 * row];
            var lower = 2 * row + 1 < image.Height ? image[x, 2 * row + 1] : upper;
            yield return coloured
                ? new Segment(
                    "▀", new Style(
                        TerminalColour.FromColour(scale.Of(upper)), TerminalColour.FromColour(scale.Of(lower))))
                : new Segment(Shades.Pick(scale, (upper + lower) / 2).ToString());
        }
    }
}
