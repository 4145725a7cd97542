namespace Experiments.Search.Numerics;

/// <summary>
/// Exponential and logarithm from IEEE operations alone. <see cref="Math.Exp"/> and <see cref="Math.Log(double)"/> come
/// from the C library and differ in the last bit between machines; proposals must not. Relative error: below 1e-15.
/// </summary>
internal static class PortableMath
{
    // ln 2 in two parts (Cody and Waite, 1980): the first has so few bits that its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double SquareRootOfTwo = 1.4142135623730951;

    /// <summary>
    /// Returns eˣ by Taylor's series on |r| ≤ ln 2 / 2 with x = k ln 2 + r. Infinite above 709.78, 0 below -745.2.
    /// </summary>
    public static double Exp(double x)
    {
        if (x > 710) return double.PositiveInfinity;
        if (x < -746) return 0;
        var k = Math.Round(x / (Ln2High + Ln2Low));
        var r = x - k * Ln2High - k * Ln2Low;
        var sum = 1.0;
        for (var n = 13; n >= 1; n--) sum = 1 + r * sum / n;
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>
    /// Returns ln x for finite x &gt; 0 by the series of artanh s with s = (m - 1) / (m + 1), x = m 2ᵏ, m near 1.
    /// </summary>
    public static double Log(double x)
    {
        var k = Math.ILogB(x);
        var m = Math.ScaleB(x, -k);
        if (m > SquareRootOfTwo)
        {
            m /= 2;
            k++;
        }
        var s = (m - 1) / (m + 1);
        var z = s * s;
        var sum = 0.0;
        for (var n = 23; n >= 3; n -= 2) sum = z * (1.0 / n + sum);
        return k * Ln2High + (2 * s + (2 * s * sum + k * Ln2Low));
    }
}
