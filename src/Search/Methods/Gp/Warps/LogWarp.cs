using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp.Warps;

/// <summary>
/// Stretches differences near the best and shrinks those near the worst. Source: Song and others, <i>The Vizier
/// Gaussian process bandit algorithm</i>, 2024, section 3.2.
/// </summary>
internal static class LogWarp
{
    private const double Strength = 1.5;

    /// <summary>Returns the warped costs.</summary>
    public static double[] Apply(double[] costs)
    {
        var (best, worst) = (costs.Min(), costs.Max());
        return worst > best
            ? [.. costs.Select(cost => PortableMath.Log(1 + (cost - best) / (worst - best) * (Strength - 1)))]
            : costs;
    }
}
