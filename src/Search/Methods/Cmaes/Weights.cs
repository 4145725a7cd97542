using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// The weight of each trial of a generation, best first, and the learning rates of the distribution: the defaults of
/// Hansen's tutorial, table 1, with negative weights for the worse half.
/// </summary>
internal sealed class Weights
{
    public Weights(int size, int dimensions)
    {
        var n = Math.Max(1, dimensions);
        var raw = Enumerable.Range(1, size)
            .Select(rank => PortableMath.Log((size + 1) / 2.0) - PortableMath.Log(rank)).ToArray();
        var good = raw.Where(weight => weight > 0).ToArray();
        var bad = raw.Where(weight => weight < 0).ToArray();
        Mass = good.Length == 0 ? 1 : Square(good.Sum()) / good.Sum(Square);
        var badMass = bad.Length == 0 ? 0 : Square(bad.Sum()) / bad.Sum(Square);
        Path = (Mass + 2) / (n + Mass + 5);
        Damping = 1 + 2 * Math.Max(0, Math.Sqrt((Mass - 1) / (n + 1)) - 1) + Path;
        Cumulation = (4 + Mass / n) / (n + 4 + 2 * Mass / n);
        RankOne = 2 / (Square(n + 1.3) + Mass);
        RankMany = Math.Min(1 - RankOne, 2 * (0.25 + Mass + 1 / Mass - 2) / (Square(n + 2) + Mass));
        var most = Math.Min(
            1 + RankOne / RankMany, Math.Min(1 + 2 * badMass / (Mass + 2), (1 - RankOne - RankMany) / (n * RankMany)));
        All = [.. raw.Select(weight => weight > 0 ? weight / good.Sum() : weight < 0 ? most * weight / -bad.Sum() : 0)];
    }

    /// <summary>One weight for each trial; the positive ones sum to 1.</summary>
    public double[] All { get; }

    /// <summary>The variance-effective number of trials that form the mean.</summary>
    public double Mass { get; }

    /// <summary>The learning rate of the evolution path of the step size.</summary>
    public double Path { get; }

    /// <summary>The damping with which the step size follows its path.</summary>
    public double Damping { get; }

    /// <summary>The learning rate of the evolution path of the covariance.</summary>
    public double Cumulation { get; }

    /// <summary>The learning rate of the rank-one update, by which the covariance follows its path.</summary>
    public double RankOne { get; }

    /// <summary>The learning rate of the rank-μ update, by which the covariance follows the generation.</summary>
    public double RankMany { get; }

    private static double Square(double value) => value * value;
}
