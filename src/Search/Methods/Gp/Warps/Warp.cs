using System.Collections.Immutable;

namespace Experiments.Search.Methods.Gp.Warps;

/// <summary>
/// Transformations of costs that let a stationary process explain them. No warp is best for all objectives, and which
/// one is best cannot be determined from few trials, so they take turns: if one of them is stuck, the next is not.
/// </summary>
internal static class Warp
{
    private static readonly ImmutableArray<Func<double[],
    double[]>> All = [LogWarp.Apply, HalfRankWarp.Apply, PowerWarp.Apply];

    /// <summary>
    /// Returns the costs transformed by the turn's warp, in the same order, with mean 0 and variance 1; all 0 if they
    /// are equal, or so far apart that the deviation is not finite.
    /// </summary>
    public static double[] Apply(double[] costs, int turn)
    {
        var warped = All[turn % All.Length](costs);
        var mean = warped.Average();
        var deviation = Math.Sqrt(warped.Average(value => (value - mean) * (value - mean)));
        return [.. warped.Select(
            value => deviation > 0 && double.IsFinite(deviation) ? (value - mean) / deviation : 0)];
    }
}
