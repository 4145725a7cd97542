using Experiments.Search.Numerics;
using Experiments.Search.Specs;

namespace Experiments.Search.Methods.Gp;

/// <summary>The most likely hyperparameters.</summary>
internal static class Fit
{
    private const int MostPoints = 150;
    private const int MostValues = 40;
    private const double ShortestLength = -4, LongestLength = 6;
    private const double LeastLogNoise = -14, MostLogNoise = -3;

    // A likelihood may have two peaks, one for a smooth function and one for a rugged one.
    private static readonly double[] Starts = [0, 3];
    private static readonly double[] EarlierStarts = [0, -3];

    /// <summary>The largest noise that is considered; a fit that reaches it found nothing but noise.</summary>
    public static double MostNoise { get; } = PortableMath.Exp(MostLogNoise);

    /// <summary>
    /// Returns the hyperparameters that explain the targets of ranked points best; of many points, only some are used.
    /// </summary>
    public static Hyperparameters FindHyperparameters(
        GpAxes axes, double[][] points, double[] targets, int version)
    {
        var kept = Thinning.SelectIndices(points.Length, MostPoints);
        var likelihood = new Likelihood(
            axes, [.. kept.Select(i => points[i])], [.. kept.Select(i => targets[i])], version);
        double[] low = [.. Enumerable.Repeat(ShortestLength, axes.Count), LeastLogNoise];
        double[] high = [.. Enumerable.Repeat(LongestLength, axes.Count), MostLogNoise];
        var best = (At: likelihood.Start, Value: double.PositiveInfinity);
        foreach (var shift in version > AlgorithmVersions.Second ? Starts : EarlierStarts)
        {
            var start = likelihood.Start;
            for (var axis = 0; axis < axes.Count; axis++) start[axis] += shift;
            var found = BoxMinimizer.Minimize(likelihood.Of, start, low, high, 1, MostValues, 1e-5);
            if (found.Value < best.Value) best = found;
        }
        return Likelihood.Meaning(best.At);
    }
}
