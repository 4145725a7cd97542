using Experiments.Client.Drawing.Colours;
using SkiaSharp;

namespace Experiments.Client.Drawing.Panels;

/// <summary>A line chart, with a heading and a legend above.</summary>
/// <param name="Heading">The heading.</param>
/// <param name="XName">The name of the horizontal axis.</param>
/// <param name="YName">The name of the vertical axis.</param>
/// <param name="Lines">The lines, at least one.</param>
/// <param name="Steps">Whether the horizontal axis counts steps, so that its marks are whole numbers.</param>
internal sealed record LinePanel(string Heading, string XName, string YName, IReadOnlyList<Series> Lines, bool Steps)
{
    // With more points than this, their marks would overlap.
    private const int MostMarked = 40;

    private const float Left = 70, Top = 46, Right = 14, Bottom = 46;

    /// <summary>Draws the panel in a box.</summary>
    public void Draw(Sheet sheet, SKRect box)
    {
        var plot = new SKRect(box.Left + Left, box.Top + Top, box.Right - Right, box.Bottom - Bottom);
        var points = Lines.SelectMany(line => line.Points).ToList();
        var (first, last) = (points.Min(point => point.X), points.Max(point => point.X));
        var x = Steps ? Ticks.OfSteps(first, last, 8) : Ticks.Around(first, last, 8);
        var y = Ticks.Around(points.Min(point => point.Y), points.Max(point => point.Y), 5);

        sheet.Write(Heading, box.Left + Left, box.Top + 14, Lettering.Heading, room: plot.Width);
        DrawLegend(sheet, box.Left + Left, box.Top + 35, plot.Width);
        DrawAxes(sheet, box, plot, x, y);
        foreach (var line in Lines.Reverse())
        {
            SKPoint[] places = [.. line.Points.Select(point => new SKPoint(
                Place(point.X, x, plot.Left, plot.Right), Place(point.Y, y, plot.Bottom, plot.Top)))];
            sheet.Curve(places, plot, line.Colour, 2.2f, line.Dashed);
            if (!Steps || places.Length > MostMarked) continue;
            foreach (var place in places) sheet.Dot(place, line.Colour, 3);
        }
    }

    private void DrawAxes(Sheet sheet, SKRect box, SKRect plot, Ticks x, Ticks y)
    {
        foreach (var value in y.Values)
        {
            var at = Place(value, y, plot.Bottom, plot.Top);
            sheet.Line(new(plot.Left, at), new(plot.Right, at), Ink.Faint);
            sheet.Write(y.TextOf(value), plot.Left - 8, at + 4, Lettering.Tick, SKTextAlign.Right, Left - 28);
        }

        foreach (var value in x.Values)
        {
            var at = Place(value, x, plot.Left, plot.Right);
            sheet.Line(new(at, plot.Bottom), new(at, plot.Bottom + 4), Ink.Soft);
            sheet.Write(x.TextOf(value), at, plot.Bottom + 18, Lettering.Tick, SKTextAlign.Center);
        }

        sheet.Line(new(plot.Left, plot.Bottom), new(plot.Right, plot.Bottom), Ink.Soft);
        sheet.Write(XName, plot.MidX, plot.Bottom + 37, Lettering.Label, SKTextAlign.Center, plot.Width);
        sheet.WriteUpwards(YName, box.Left + 14, plot.MidY, Lettering.Label, plot.Height);
    }

    private void DrawLegend(Sheet sheet, float left, float baseline, float room)
    {
        var share = room / Lines.Count;
        foreach (var line in Lines)
        {
            sheet.Curve(
                [new(left, baseline - 4), new(left + 22, baseline - 4)], new(left, baseline - 8, left + 22, baseline),
                line.Colour, 2.6f, line.Dashed);
            left = sheet.Write(line.Name, left + 28, baseline, Lettering.Label, room: share - 46).Right + 18;
        }
    }

    private static float Place(double value, Ticks axis, float from, float to) =>
        (float)(from + (value - axis.From) / (axis.To - axis.From) * (to - from));
}
