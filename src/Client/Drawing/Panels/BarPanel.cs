using SkiaSharp;

namespace Experiments.Client.Drawing.Panels;

/// <summary>A panel that shows shares from 0 to 1 as horizontal bars.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="Bars">The name, share and colour of each bar.</param>
internal sealed record BarPanel(string Heading, IReadOnlyList<(string Name, double Share, SKColor Colour)> Bars)
{
    /// <summary>Draws the panel in a box.</summary>
    public void Draw(Sheet sheet, SKRect box)
    {
        var names = Math.Min(box.Width / 3, Bars.Max(bar => Measures.WidthOf(bar.Name, Lettering.Label)) + 2);
        var (left, right) = (box.Left + names + 12, box.Right - 62);
        sheet.Write(Heading, box.Left, box.Top + 14, Lettering.Heading, room: box.Width);
        var height = (box.Bottom - box.Top - 28) / Bars.Count;
        for (var i = 0; i < Bars.Count; i++)
        {
            var (name, share, colour) = Bars[i];
            var middle = box.Top + 28 + (i + 0.5f) * height;
            var bar = new SKRect(left, middle - height * 0.32f, right, middle + height * 0.32f);
            sheet.Write(name, left - 12, middle + 4.5f, Lettering.Label, SKTextAlign.Right, names);
            sheet.Fill(bar, new SKColor(0xf1, 0xf4, 0xf7));
            sheet.Fill(bar with { Right = left + (float)share * (right - left) }, colour);
            sheet.Write(Percent.Format(share), right + 8, middle + 4.5f, Lettering.Label);
        }
    }
}
