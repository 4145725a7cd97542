using Experiments.Client.Drawing.Terminal;
using Experiments.Client.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Experiments.Client.Charts;

/// <summary>
/// Draws curves over a common axis in characters, with a legend below. Uses the available width, up to a limit.
/// </summary>
/// <param name="title">The title.</param>
/// <param name="curves">The curves, at least one; the first is drawn on top.</param>
/// <param name="rows">The height of the drawing in lines.</param>
internal sealed class CurveChart(string title, IReadOnlyList<Curve> curves, int rows) : Renderable
{
    /// <summary>The maximum number of curves that can be told apart by colour.</summary>
    public static int MostCurves => Pens.Length;

    private static readonly Color[] Pens =
    [
        Color.Green, Color.DodgerBlue1, Color.Orange1, Color.MediumPurple1, Color.Red, Color.Cyan1,
        Color.Yellow, Color.Grey,
    ];

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var (left, right) = Span(curves.SelectMany(curve => curve.Points.Select(point => point.X)));
        var (bottom, top) = Span(curves.SelectMany(curve => curve.Points.Select(point => point.Y)));
        string[] labels = [ShortText.Format(top), ShortText.Format((top + bottom) / 2), ShortText.Format(bottom)];
        var margin = labels.Max(label => label.Length) + 1;
        var columns = Math.Max(10, Math.Min(maxWidth, 160) - margin - 1);
        var canvas = new BrailleCanvas(columns, rows);
        // Drawn from the last to the first, so that the most important curve is on top.
        for (var i = curves.Count - 1; i >= 0; i--) Draw(canvas, curves[i], i, (left, right), (bottom, top));

        yield return new Segment(title, new Style(decoration: Decoration.Bold));
        yield return Segment.LineBreak;
        for (var row = 0; row < rows; row++)
        {
            var label = row == 0 ? labels[0] : row == rows - 1 ? labels[2] : row == rows / 2 ? labels[1] : "";
            yield return new Segment(
                label.PadLeft(margin - 1) + (label.Length > 0 ? " ┤" : " │"), new Style(Color.Grey));
            for (var column = 0; column < columns; column++)
            {
                var (character, pen) = canvas[column, row];
                yield return new Segment(character.ToString(), new Style(Pens[pen]));
            }

            yield return Segment.LineBreak;
        }

        var (first, last) = (ShortText.Format(left), ShortText.Format(right));
        var axis = new string(' ', margin) + "└" + new string('─', columns);
        var ends = new string(' ', margin + 1) + first + last.PadLeft(Math.Max(1, columns - first.Length));
        yield return new Segment($"{axis}\n{ends}\n", new Style(Color.Grey));
        for (var i = 0; i < curves.Count; i++)
        {
            yield return new Segment("━━ ", new Style(Pens[i]));
            yield return new Segment(Cut(curves[i].Name, maxWidth - 3));
            yield return Segment.LineBreak;
        }
    }

    private static void Draw(
        BrailleCanvas canvas, Curve curve, int pen, (double From, double To) x, (double From, double To) y)
    {
        var dots = curve.Points.Select(point => (
            Place(point.X, x.From, x.To, canvas.Width),
            canvas.Height - 1 - Place(point.Y, y.From, y.To, canvas.Height))).ToList();
        var previous = dots[0];
        foreach (var dot in dots)
        {
            canvas.Line(previous, dot, pen);
            previous = dot;
        }
    }

    private static int Place(double value, double from, double to, int dots) =>
        to == from ? dots / 2 : (int)Math.Round((value - from) / (to - from) * (dots - 1));

    private static (double Least, double Most) Span(IEnumerable<double> values) => (values.Min(), values.Max());

    private static string Cut(string text, int room) =>
        text.Length <= room ? text : text[..Math.Max(0, room - 1)] + "…";
}
