using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp.Warps;

/// <summary>
/// Leaves the better half as it is; in the worse half, only the order counts, so that no outlier flattens the rest.
/// Source: Song and others, <i>The Vizier Gaussian process bandit algorithm</i>, 2024, section 3.2.
/// </summary>
internal static class HalfRankWarp
{
    /// <summary>Returns the warped costs.</summary>
    public static double[] Apply(double[] costs)
    {
        var ordered = costs.Order().ToArray();
        var below = ordered.Length / 2;
        var middle = ordered[below];
        var spread = Math.Sqrt(ordered[..(below + 1)].Average(cost => (cost - middle) * (cost - middle)));
        return [.. costs.Select(cost =>
        {
            if (cost <= middle) return cost;
            var place = Array.FindLastIndex(ordered, other => other < cost) + 1 - below;
            return middle + spread * NormalQuantile.Evaluate(0.5 + 0.5 * place / (ordered.Length - below + 0.5));
        })];
    }
}
