using Experiments.Search.Sampling;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// Makes numbers as normal as a power can. Source: Yeo and Johnson, <i>A new family of power transformations to improve normality
/// or symmetry</i>, Biometrika 87 (2000).
/// </summary>
internal static class PowerTransform
{
    public static double[] Of(double[] values)
    {
        var order = values.Order().ToArray();
        var n = order.Length;
        var median = (order[(n - 1) / 2] + order[n / 2]) / 2;
        var spread = order[3 * (n - 1) / 4] - order[(n - 1) / 4];
        if (!(spread > 0)) return values;
        var scaled = values.Select(v => (v - median) / spread).ToArray();
        var (best, bestScore) = (1.0, double.NegativeInfinity);
        for (var step = -8; step <= 8; step++)
        {
            var power = step / 4.0;
            var score = Score(scaled, power);
            if (score > bestScore) (best, bestScore) = (power, score);
        }
        return [.. scaled.Select(v => One(v, best))];
    }

    private static double Score(double[] values, double power)
    {
        var moved = values.Select(v => One(v, power)).ToArray();
        var mean = moved.Average();
        var variance = moved.Average(v => (v - mean) * (v - mean));
        if (!(variance > 0)) return double.NegativeInfinity;
        return -values.Length / 2.0 * PortableMath.Log(variance)
            + (power - 1) * values.Sum(v => Math.Sign(v) * PortableMath.Log(1 + Math.Abs(v)));
    }

    private static double One(double v, double power)
    {
        if (v < 0) return -One(-v, 2 - power);
        var log = PortableMath.Log(1 + v);
        return power == 0 ? log : (PortableMath.Exp(power * log) - 1) / power;
    }
}
