using System.Collections.Immutable;

namespace Experiments.Search.Methods.Gp.Warps;

/// <summary>
/// Costs as a stationary process can explain them. None of the warps is best for all objectives, and which one is cannot
/// be told from few trials, so they take turns: where one of them is stuck, the next is not.
/// </summary>
internal static class Warp
{
    private static readonly ImmutableArray<Func<double[], double[]>> All = [LogWarp.Apply, HalfRankWarp.Apply, PowerWarp.Apply];

    /// <summary>
    /// The costs as the turn warps them, in the same order, with mean 0 and variance 1; all 0 where they are the same, or too far
    /// apart to tell.
    /// </summary>
    public static double[] Apply(double[] costs, int turn)
    {
        var warped = All[turn % All.Length](costs);
        var mean = warped.Average();
        var deviation = Math.Sqrt(warped.Average(value => (value - mean) * (value - mean)));
        return [.. warped.Select(value => deviation > 0 && double.IsFinite(deviation) ? (value - mean) / deviation : 0)];
    }
}
