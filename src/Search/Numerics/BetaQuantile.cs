
namespace Experiments.Search.Numerics;

/// <summary>
/// The quantiles of the beta distribution, by bisection of the regularised incomplete beta function I(x; a, b).
/// Intended for a and b up to about 1e6: the work grows with the square root of the larger one.
/// </summary>
internal static class BetaQuantile
{
    private const int MostTerms = 100_000;

    /// <summary>Returns the x in (0, 1) with I(x; a, b) = p, for 0 &lt; p &lt; 1 and a, b &gt; 0.</summary>
    public static double Evaluate(double p, double a, double b)
    {
        var logBeta = LogGamma.Evaluate(a) + LogGamma.Evaluate(b) - LogGamma.Evaluate(a + b);
        // Positive doubles have the same order as their bits, so bisecting the bits finds a tiny x as precisely as a
        // large one.
        var below = 0L;
        var above = BitConverter.DoubleToInt64Bits(1);
        while (above - below > 1)
        {
            var middle = below + (above - below) / 2;
            if (Cumulative(BitConverter.Int64BitsToDouble(middle), a, b, logBeta) < p) below = middle;
            else above = middle;
        }
        return Math.Min(BitConverter.Int64BitsToDouble(above), Math.BitDecrement(1));
    }

    /// <summary>Returns I(x; a, b) for 0 &lt; x &lt; 1.</summary>
    internal static double Cumulative(double x, double a, double b, double logBeta)
    {
        var power = PortableMath.Exp(a * PortableMath.Log(x) + b * PortableMath.Log(1 - x) - logBeta);
        // The fraction converges fast only on this side of the mode: I(x; a, b) = 1 - I(1 - x; b, a).
        return x < (a + 1) / (a + b + 2) ? power * Fraction(x, a, b) / a : 1 - power * Fraction(1 - x, b, a) / b;
    }

    /// <summary>Returns the continued fraction of DLMF 8.17.22, evaluated by the method of Lentz (1976).</summary>
    private static double Fraction(double x, double a, double b)
    {
        var ratio = 1.0;
        var inverse = 1 / AwayFromZero(1 - (a + b) * x / (a + 1));
        var result = inverse;
        for (var m = 1; m <= MostTerms; m++)
        {
            Advance(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
            if (Math.Abs(Advance(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))) - 1) < 1e-15) break;
        }
        return result;

        double Advance(double term)
        {
            inverse = 1 / AwayFromZero(1 + term * inverse);
            ratio = AwayFromZero(1 + term / ratio);
            var factor = inverse * ratio;
            result *= factor;
            return factor;
        }
    }

    private static double AwayFromZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;
}
