using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp.Warps;

/// <summary>
/// Makes the distribution of costs as close to normal as a power transformation can. Source: Yeo and Johnson, <i>A new
/// family of power transformations to improve normality or symmetry</i>, Biometrika 87 (2000).
/// </summary>
internal static class PowerWarp
{
    /// <summary>Returns the warped costs.</summary>
    public static double[] Apply(double[] costs)
    {
        var ordered = costs.Order().ToArray();
        var n = ordered.Length;
        var middle = ordered[n / 2];
        var spread = ordered[3 * (n - 1) / 4] - ordered[(n - 1) / 4];
        if (!(spread > 0)) return costs;
        var scaled = costs.Select(cost => (cost - middle) / spread).ToArray();
        var power = Enumerable.Range(-8, 17).Select(quarter => quarter / 4.0)
            .MaxBy(candidate => LogLikelihood(scaled, candidate));
        return [.. scaled.Select(value => Apply(value, power))];
    }

    private static double LogLikelihood(double[] values, double power)
    {
        var warped = values.Select(value => Apply(value, power)).ToArray();
        var mean = warped.Average();
        var variance = warped.Average(value => (value - mean) * (value - mean));
        return variance > 0 && double.IsFinite(variance)
            ? -values.Length / 2.0 * PortableMath.Log(variance)
                + (power - 1) * values.Sum(value => Math.Sign(value) * PortableMath.Log(1 + Math.Abs(value)))
            : double.NegativeInfinity;
    }

    private static double Apply(double value, double power)
    {
        if (value < 0) return -Apply(-value, 2 - power);
        var log = PortableMath.Log(1 + value);
        return power == 0 ? log : (PortableMath.Exp(power * log) - 1) / power;
    }
}
