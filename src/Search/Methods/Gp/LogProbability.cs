using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp;

/// <summary>The logarithm of the normal distribution function, accurate also far below 0.</summary>
internal static class LogProbability
{
    /// <summary>
    /// Returns ln Φ(z), the logarithm of the probability that a standard normal variable lies below z, and its
    /// derivative.
    /// </summary>
    public static (double Value, double Slope) Evaluate(double z)
    {
        if (z > LogImprovement.Tail)
        {
            var below = NormalCumulative.Evaluate(z);
            return (
                PortableMath.Log(below),
                LogImprovement.InverseRootOfTwoPi * PortableMath.Exp(-z * z / 2) / below);
        }
        // Mills' ratio Φ(z) / φ(z) = 1 / (t + c), t = −z.
        var hazard = -z + LogImprovement.MillsRest(-z);
        return (-z * z / 2 - LogImprovement.LogOfRootOfTwoPi - PortableMath.Log(hazard), hazard);
    }
}
