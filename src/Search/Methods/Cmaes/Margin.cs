using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// A normal distribution over the cells of a whole number, none of them out of reach. Source: Hamano, Saito, Nomura and
/// Shirakawa, <i>CMA-ES with margin: lower-bounding marginal probability for mixed-integer black-box optimization</i>, GECCO 2022.
/// </summary>
internal static class Margin
{
    /// <summary>
    /// The mean and the deviation nearest to the given ones that leave the cell of the mean with probability
    /// ≥ <paramref name="least"/>, and on each side with half of that where there is a cell on both.
    /// </summary>
    /// <param name="low">Where the cell begins; 0: there is none below it.</param>
    /// <param name="high">Where it ends; 1: there is none above it.</param>
    /// <param name="mean">The mean, within the cell.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="least">The probability, below ½.</param>
    public static (double Mean, double Deviation) Apply(double low, double high, double mean, double deviation, double least)
    {
        if (low <= 0 && high >= 1) return (mean, deviation);
        var farthest = -NormalQuantile.Evaluate(least) * deviation;
        if (low <= 0) return (Math.Max(mean, high - farthest), deviation);
        if (high >= 1) return (Math.Min(mean, low + farthest), deviation);
        var half = least / 2;
        var below = NormalCumulative.Evaluate((low - mean) / deviation);
        var above = 1 - NormalCumulative.Evaluate((high - mean) / deviation);
        if (below >= half && above >= half) return (mean, deviation);
        var within = Math.Max(half, 1 - below - above);
        (below, above) = (Math.Max(half, below), Math.Max(half, above));
        // What was added is taken from those that can spare it.
        var share = (1 - below - above - within) / (below + above + within - 3 * half);
        below += share * (below - half);
        above += share * (above - half);
        var (down, up) = (-NormalQuantile.Evaluate(below), -NormalQuantile.Evaluate(above));
        return ((low * up + high * down) / (down + up), (high - low) / (down + up));
    }
}
