namespace Experiments.Training.Datasets.Digits;

/// <summary>A point, x to the right and y down.</summary>
internal readonly record struct Dot(double X, double Y)
{
    /// <summary>
    /// Returns the point at <paramref name="t"/>, 0 to 1, of the curve from <paramref name="b"/> to
    /// <paramref name="c"/>.
    /// </summary>
    public static Dot Spline(Dot a, Dot b, Dot c, Dot d, double t) =>
        new(Spline(a.X, b.X, c.X, d.X, t), Spline(a.Y, b.Y, c.Y, d.Y, t));

    private static double Spline(double a, double b, double c, double d, double t) =>
        0.5 * (2 * b + t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
}
