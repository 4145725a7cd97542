namespace Experiments.Search.Numerics;

/// <summary>The straight line of least squares through points, which predicts y from x with an error.</summary>
/// <param name="Count">The number of points, at least 3.</param>
/// <param name="MeanX">The mean of x.</param>
/// <param name="MeanY">The mean of y.</param>
/// <param name="Slope">The slope.</param>
/// <param name="Deviation">The standard deviation of the points from the line.</param>
/// <param name="SpreadX">The sum of squares of x around its mean, &gt; 0.</param>
/// <param name="Correlation">The correlation of x and y, or 0 if all y are equal.</param>
internal sealed record FittedLine(
    int Count, double MeanX, double MeanY, double Slope, double Deviation, double SpreadX, double Correlation)
{
    /// <summary>Returns the line, or null if there are fewer than three points, or all x are equal.</summary>
    public static FittedLine? Through(IReadOnlyCollection<(double X, double Y)> points)
    {
        if (points.Count < 3) return null;
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var xx = points.Sum(point => (point.X - x) * (point.X - x));
        var xy = points.Sum(point => (point.X - x) * (point.Y - y));
        var yy = points.Sum(point => (point.Y - y) * (point.Y - y));
        if (!(xx > 0) || !double.IsFinite(xx) || !double.IsFinite(yy)) return null;
        var rest = Math.Max(0, yy - xy * xy / xx) / (points.Count - 2);
        return new(
            points.Count, x, y, xy / xx, Math.Sqrt(rest), xx, yy > 0 ? Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1) : 0);
    }

    /// <summary>Returns the y that is expected at an x.</summary>
    public double At(double x) => MeanY + Slope * (x - MeanX);

    /// <summary>Returns the standard error of a single y at an x.</summary>
    public double ErrorAt(double x) => Deviation * Math.Sqrt(1 + 1.0 / Count + (x - MeanX) * (x - MeanX) / SpreadX);
}
