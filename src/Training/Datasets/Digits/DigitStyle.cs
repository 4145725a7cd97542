using System.Collections.Immutable;
using System.Globalization;

namespace Experiments.Training.Datasets.Digits;

/// <summary>A way to write a digit.</summary>
/// <param name="Strokes">The lines that are drawn without lifting the pen.</param>
internal sealed record DigitStyle(ImmutableArray<ImmutableArray<Dot>> Strokes)
{
    private const int PiecesPerSpan = 5;

    /// <summary>Reads a style from <c>x y, x y | x y, …</c>, where <c>|</c> separates strokes.</summary>
    public static DigitStyle Parse(string text) =>
        new([.. text.Split('|').Select(stroke => Smooth([.. stroke.Split(',').Select(ParseDot)]))]);

    private static Dot ParseDot(string text)
    {
        var numbers = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(
            double.Parse(numbers[0], CultureInfo.InvariantCulture),
            double.Parse(numbers[1], CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Returns a Catmull-Rom spline through the points (Catmull, Rom, 1974), as short straight lines.
    /// </summary>
    private static ImmutableArray<Dot> Smooth(ImmutableArray<Dot> points)
    {
        var line = ImmutableArray.CreateBuilder<Dot>();
        for (var i = 0; i + 1 < points.Length; i++)
        {
            var (a, b) = (points[Math.Max(i - 1, 0)], points[i]);
            var (c, d) = (points[i + 1], points[Math.Min(i + 2, points.Length - 1)]);
            for (var piece = 0; piece < PiecesPerSpan; piece++)
                line.Add(Dot.Spline(a, b, c, d, (double)piece / PiecesPerSpan));
        }

        line.Add(points[^1]);
        return line.ToImmutable();
    }
}
