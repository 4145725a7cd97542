using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// A normal distribution over the cells of a whole number that keeps every cell within reach. Source: Hamano, Saito,
/// Nomura and Shirakawa, <i>CMA-ES with margin: lower-bounding marginal probability for mixed-integer black-box
/// optimization</i>, GECCO 2022.
/// </summary>
internal static class Margin
{
    /// <summary>
    /// Returns the mean and the deviation nearest to the given ones that leave the cell of the mean with probability ≥
    /// <paramref name="least"/>, and on each side with half of that if there are cells on both.
    /// </summary>
    /// <param name="low">The lower edge of the cell; 0 if there is no cell below it.</param>
    /// <param name="high">The upper edge of the cell; 1 if there is no cell above it.</param>
    /// <param name="mean">The mean, within the cell.</param>
    /// <param name="deviation">The standard deviation.</param>
    /// <param name="least">The probability, below ½.</param>
    public static (double Mean, double Deviation) Apply(
        double low, double high, double mean, double deviation, double least)
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
        // The added probability is taken from the parts that exceed their minimum.
        var share = (1 - below - above - within) / (below + above + within - 3 * half);
        below += share * (below - half);
        above += share * (above - half);
        var (down, up) = (-NormalQuantile.Evaluate(below), -NormalQuantile.Evaluate(above));
        return ((low * up + high * down) / (down + up), (high - low) / (down + up));
    }
}
