using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The logarithm of the expected improvement, accurate even where the improvement itself would be 0 in doubles. Source:
/// Ament, Daulton, Eriksson, Balandat and Bakshy, <i>Unexpected improvements to expected improvement for Bayesian
/// optimization</i>, NeurIPS 2023.
/// </summary>
internal static class LogImprovement
{
    internal const double InverseRootOfTwoPi = 0.39894228040143267794;
    internal const double LogOfRootOfTwoPi = 0.91893853320467274178;

    /// <summary>Below this, the distribution function is too small to compute with.</summary>
    internal const double Tail = -3;

    private const int Terms = 60;

    /// <summary>
    /// Returns ln(φ(z) + z Φ(z)), the logarithm of the improvement in units of the standard deviation if the best value
    /// so far lies z of them above the mean; and its derivative with respect to z.
    /// </summary>
    public static (double Value, double Slope) Evaluate(double z)
    {
        if (z > Tail)
        {
            var below = NormalCumulative.Evaluate(z);
            var improvement = InverseRootOfTwoPi * PortableMath.Exp(-z * z / 2) + z * below;
            return (PortableMath.Log(improvement), below / improvement);
        }
        // With Mills' ratio Φ(z) / φ(z) = 1 / (t + c), t = −z, the difference 1 − t / (t + c) loses no digits.
        var t = -z;
        var c = MillsRest(t);
        return (-z * z / 2 - LogOfRootOfTwoPi + PortableMath.Log(c / (t + c)), 1 / c);
    }

    /// <summary>Returns c of Mills' ratio 1 / (t + c), by Laplace's continued fraction.</summary>
    internal static double MillsRest(double t)
    {
        var rest = 0.0;
        for (var term = Terms; term >= 2; term--) rest = term / (t + rest);
        return 1 / (t + rest);
    }
}
