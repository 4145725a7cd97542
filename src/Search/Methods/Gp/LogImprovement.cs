using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The logarithm of the expected improvement, accurate even where the improvement itself would be 0 in doubles. Source:
/// Ament, Daulton, Eriksson, Balandat and Bakshy, <i>Unexpected improvements to expected improvement for Bayesian
/// optimization</i>, NeurIPS 2023.
/// </summary>
internal static class LogImprovement
{
    private const double InverseRootOfTwoPi = 0.39894228040143267794;
    private const double LogOfRootOfTwoPi = 0.91893853320467274178;
    private const double Tail = -3;
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
        // Laplace's continued fraction for Mills' ratio Φ(z) / φ(z) = 1 / (t + c), t = −z: with it, 1 − t / (t + c)
        // loses no digits.
        var t = -z;
        var rest = 0.0;
        for (var term = Terms; term >= 2; term--) rest = term / (t + rest);
        var c = 1 / (t + rest);
        return (-z * z / 2 - LogOfRootOfTwoPi + PortableMath.Log(c / (t + c)), 1 / c);
    }
}
