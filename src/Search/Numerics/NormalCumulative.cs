namespace Experiments.Search.Numerics;

/// <summary>
/// The standard normal distribution function, by the series of Marsaglia, <i>Evaluating the normal distribution</i>,
/// Journal of Statistical Software 11 (2004), from IEEE operations alone. Absolute error: below 1e-14.
/// </summary>
internal static class NormalCumulative
{
    private const double InverseRootOfTwoPi = 0.39894228040143267794;

    /// <summary>Returns the probability that a standard normal variable lies below <paramref name="z"/>.</summary>
    public static double Evaluate(double z)
    {
        if (z < -7) return 0;
        if (z > 7) return 1;
        var sum = z;
        var term = z;
        for (var odd = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum); odd += 2)
        {
            term *= z * z / odd;
            sum += term;
        }
        return Math.Clamp(0.5 + sum * InverseRootOfTwoPi * PortableMath.Exp(-z * z / 2), 0, 1);
    }
}
