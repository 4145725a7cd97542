using System.Collections.Immutable;
using Experiments.Search.Numerics;

namespace Experiments.Search.Noise;

/// <summary>
/// Which assignment is the best when repeated trials of the same assignment differ: the one with the best mean of those
/// that were repeated often enough to tell.
/// </summary>
public static class NoisyRanking
{
    // Of the integral over the leader's true mean: within ± 8 standard errors lies all but 1e-15.
    private const double Widest = 8;
    private const int Points = 400;

    /// <summary>
    /// Sorts by means, the best first. Assignments with fewer than half as many results as the one with the most come
    /// last, since a single lucky trial is often better than the mean of the best assignment.
    /// </summary>
    public static ImmutableArray<RepeatedResult> Sort(IReadOnlyCollection<RepeatedResult> results, Goal goal)
    {
        var most = results.Select(result => result.Count).DefaultIfEmpty().Max();
        var sorted = results.ToArray();
        Array.Sort(sorted, (a, b) => (2 * a.Count < most).CompareTo(2 * b.Count < most) is not 0 and var enough
            ? enough
            : a.CompareTo(b, goal));
        return ImmutableArray.Create(sorted);
    }

    /// <summary>
    /// Returns the probability that the first of the sorted assignments is the best of those that are no further
    /// outside of limits, or null if there is no other one, or none has two results, so that the noise is not known.
    /// True means are taken to be independent and normal around the means that were seen, with the pooled deviation;
    /// the probability is then an integral over the leader's true mean, as in Bayesian ranking and selection (Chick, in
    /// <i>Handbooks in Operations Research and Management Science</i> 13, 2006).
    /// </summary>
    public static double? ChanceOfFirst(ImmutableArray<RepeatedResult> sorted, Goal goal)
    {
        if (sorted.Length < 2 || PooledNoise.Of(sorted) is not { } noise || !double.IsFinite(noise.Deviation))
            return null;
        var leader = sorted[0];
        RepeatedResult[] others = [.. sorted.Skip(1).Where(other => other.Violation <= leader.Violation)];
        if (noise.Deviation == 0)
            return others.All(other => leader.CompareTo(other, goal) < 0) ? 1 : 0;
        var sign = goal == Goal.Minimize ? 1 : -1;
        var error = noise.Deviation / Math.Sqrt(leader.Count);
        var (sum, weights) = (0.0, 0.0);
        for (var point = 0; point <= Points; point++)
        {
            var z = Widest * (2.0 * point / Points - 1);
            var weight = PortableMath.Exp(-z * z / 2);
            var at = sign * leader.Mean + z * error;
            weights += weight;
            sum += others.Aggregate(weight, (product, other) => product * NormalCumulative.Evaluate(
                (sign * other.Mean - at) / (noise.Deviation / Math.Sqrt(other.Count))));
        }
        return sum / weights;
    }
}
