namespace Experiments.Training.Datasets.Digits;

/// <summary>Draws lines of a given width, with soft edges.</summary>
/// <param name="width">The width of the lines in pixels.</param>
/// <param name="softness">The number of pixels over which an edge fades, &gt; 0.</param>
internal sealed class DigitPen(double width, double softness)
{
    private readonly double[] _ink = new double[RawImages.Pixels];

    /// <summary>The ink of each pixel so far, 0 to 1, row by row.</summary>
    public ReadOnlySpan<double> Ink => _ink;

    /// <summary>Draws a straight line. Parts outside the image are clipped.</summary>
    public void Line(Dot from, Dot to)
    {
        var reach = width / 2 + softness;
        var (left, right) = Range(from.X, to.X, reach);
        var (top, bottom) = Range(from.Y, to.Y, reach);
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var ink = (width / 2 - Distance(new(x + 0.5, y + 0.5), from, to)) / softness + 0.5;
                ref var pixel = ref _ink[y * RawImages.Side + x];
                pixel = Math.Max(pixel, Math.Min(ink, 1));
            }
        }
    }

    private static (int First, int Last) Range(double a, double b, double reach) =>
        ((int)Math.Clamp(Math.Min(a, b) - reach, 0, RawImages.Side),
         (int)Math.Clamp(Math.Max(a, b) + reach, -1, RawImages.Side - 1));

    /// <summary>Returns the distance from a point to the nearest point of a line segment.</summary>
    private static double Distance(Dot point, Dot from, Dot to)
    {
        var (alongX, alongY) = (to.X - from.X, to.Y - from.Y);
        var (x, y) = (point.X - from.X, point.Y - from.Y);
        var length = alongX * alongX + alongY * alongY;
        var share = length > 0 ? Math.Clamp((x * alongX + y * alongY) / length, 0, 1) : 0;
        var (awayX, awayY) = (x - share * alongX, y - share * alongY);
        return Math.Sqrt(awayX * awayX + awayY * awayY);
    }
}
