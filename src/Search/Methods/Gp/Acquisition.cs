using Experiments.Search.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;

namespace Experiments.Search.Methods.Gp;

/// <summary>Where the expected improvement is greatest.</summary>
internal sealed class Acquisition
{
    private static readonly int Spread = int.Parse(Environment.GetEnvironmentVariable("GP_SPREAD") ?? "256");
    private static readonly int Near = int.Parse(Environment.GetEnvironmentVariable("GP_NEAR") ?? "128");
    private static readonly int Climbs = int.Parse(Environment.GetEnvironmentVariable("GP_CLIMBS") ?? "8");
    private const int MostValues = 40;

    private readonly GpAxes _axes;
    private readonly Posterior _posterior;
    private readonly double[][] _centres;
    private readonly double _best;
    private readonly long _seed;
    private readonly int _trial;

    public Acquisition(GpAxes axes, Posterior posterior, double[][] points, long seed, int trial)
    {
        (_axes, _posterior, _seed, _trial) = (axes, posterior, seed, trial);
        var means = points.Select(posterior.Mean).ToArray();
        _best = means.Min();
        _centres = [.. Enumerable.Range(0, points.Length).OrderBy(i => means[i]).Take(4).Select(i => points[i])];
    }

    public Assignment Best()
    {
        var candidates = new List<(double[] At, double Score)>();
        for (var candidate = 0; candidate < Spread + Near; candidate++)
        {
            var at = candidate < Spread ? Anywhere(candidate) : NearBest(candidate);
            candidates.Add((at, _posterior.LogImprovementOn(_best, at)));
        }
        var (chosen, most) = (Assignment.Empty, double.NegativeInfinity);
        foreach (var (at, _) in candidates.OrderByDescending(c => c.Score).Take(Climbs))
        {
            var (peak, score) = Climb(at);
            if (score <= most) continue;
            (chosen, most) = (_axes.At(peak), score);
        }
        return chosen;
    }

    private double[] Anywhere(int candidate) => Settle(
        [.. _axes.All.Select(axis =>
        {
            var u = CounterRandom.Candidate(_seed, _trial, candidate, axis.Name);
            return axis.IsCategorical ? axis.PointOf(axis.At(u)) : u;
        })]);

    private double[] NearBest(int candidate)
    {
        var centre = _centres[candidate % _centres.Length];
        var width = PortableMath.Exp(-1 - 6 * CounterRandom.Candidate(_seed, _trial, candidate, ""));
        return Settle([.. _axes.All.Select((axis, i) =>
        {
            var u = CounterRandom.Candidate(_seed, _trial, candidate, axis.Name);
            if (axis.IsCategorical) return u < 0.1 || centre[i] < 0 ? axis.PointOf(axis.At(u < 0.1 ? u * 10 : u)) : centre[i];
            return Math.Clamp(centre[i] + width * NormalQuantile.Of(Math.Max(u, 1e-16)), 0, 1);
        })]);
    }

    /// <summary>The point that the nearest assignment really has.</summary>
    private double[] Settle(double[] at) => _axes.PointOf(_axes.At(at));

    private (double[] At, double Score) Climb(double[] start)
    {
        var (low, high) = (new double[start.Length], new double[start.Length]);
        var exists = _axes.At(start);
        for (var i = 0; i < start.Length; i++)
        {
            var moves = !_axes.All[i].IsCategorical && exists.TryGet(_axes.All[i].Name, out _);
            (low[i], high[i]) = moves ? (0, 1) : (start[i], start[i]);
        }
        var (peak, _) = BoxMinimizer.Minimize(
            (at, gradient) =>
            {
                var value = _posterior.LogImprovementOn(_best, at, gradient);
                for (var i = 0; i < gradient.Length; i++) gradient[i] = -gradient[i];
                return -value;
            },
            start, low, high, 0.1, MostValues, 1e-7);
        var settled = Settle(peak);
        var score = _posterior.LogImprovementOn(_best, settled);
        var before = _posterior.LogImprovementOn(_best, start);
        return score >= before ? (settled, score) : (start, before);
    }
}
