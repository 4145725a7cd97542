using System.Collections.Immutable;
using Experiments.Search.Numerics;
using Experiments.Search.Randomness;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The search for the point with the greatest expected improvement: from the best of many candidates, some of them near
/// the best known points, uphill along the numbers, then from value to neighbouring value of rounded numbers and
/// categories.
/// </summary>
internal sealed class Acquisition
{
    private const int Spread = 256;
    private const int Near = 128;
    private const int Centres = 4;
    private const int Climbs = 8;
    private const int MostValues = 40;
    private const int MostMoves = 20;
    private const double NewCategory = 0.1;

    private readonly GpAxes _axes;
    private readonly Posterior _posterior;
    private readonly double[][] _tried;
    private readonly ImmutableArray<double[]> _centres;
    private readonly TrustRegion _region;
    private readonly double _best;
    private readonly long _seed;
    private readonly int _trial;

    /// <param name="axes">The coordinates of points.</param>
    /// <param name="posterior">The posterior, given what is known.</param>
    /// <param name="tried">The points that were or are being tried; none is proposed again if there is another.</param>
    /// <param name="region">Where to search.</param>
    /// <param name="seed">The sweep's seed.</param>
    /// <param name="trial">The number of the proposed trial.</param>
    public Acquisition(GpAxes axes, Posterior posterior, double[][] tried, TrustRegion region, long seed, int trial)
    {
        (_axes, _posterior, _tried, _region, _seed, _trial) = (axes, posterior, tried, region, seed, trial);
        var means = tried.Select(posterior.Mean).ToArray();
        // The best expected target, since the best observed one may have been luck.
        _best = means.Min();
        _centres = region.Centre is { } centre ? [centre]
            : [.. means.Index().OrderBy(mean => mean.Item).Take(Centres).Select(mean => tried[mean.Index])];
    }

    /// <summary>Returns the assignment of the best point found.</summary>
    public Assignment Best()
    {
        double[][] candidates =
        [
            .. Enumerable.Range(0, Spread + Near)
                .Select(candidate => Settle(candidate < Spread ? Anywhere(candidate) : NearTheBest(candidate)))
                .OrderByDescending(Score),
        ];
        var starts = candidates.Where(at => !IsTried(at)).Take(Climbs).ToArray();
        var peaks = starts.Select(start => Walk(Climb(start))).Concat(starts).OrderByDescending(Score);
        return _axes.At(peaks.FirstOrDefault(peak => !IsTried(peak)) ?? candidates[0]);
    }

    private double Score(double[] at) => _posterior.LogImprovementOn(_best, at);

    private double[] Anywhere(int candidate) =>
        [.. _axes.All.Select((axis, i) => _region.Drawn(axis, i, Uniform(candidate, axis)))];

    private double[] NearTheBest(int candidate)
    {
        var centre = _centres[candidate % _centres.Length];
        // From a third of the range down to a thousandth.
        var width = PortableMath.Exp(-1 - 6 * CounterRandom.Candidate(_seed, _trial, candidate, ""));
        return [.. _axes.All.Select((axis, i) =>
        {
            var u = Uniform(candidate, axis);
            if (axis.IsCategorical) return u < NewCategory ? axis.Drawn(u / NewCategory) : centre[i];
            return Math.Clamp(
                centre[i] + width * NormalQuantile.Evaluate(Math.Max(u, 1e-16)), _region.Low[i], _region.High[i]);
        })];
    }

    private double Uniform(int candidate, Axis axis) => CounterRandom.Candidate(_seed, _trial, candidate, axis.Name);

    private double[] Settle(double[] at) => _axes.Settle(at).Point;

    private double[] Climb(double[] start)
    {
        var (low, high) = ((double[])start.Clone(), (double[])start.Clone());
        foreach (var number in _axes.Settle(start).Numbers)
        {
            // A rounded number may have settled outside.
            low[number] = Math.Min(start[number], _region.Low[number]);
            high[number] = Math.Max(start[number], _region.High[number]);
        }
        var (peak, _) = BoxMinimizer.Minimize(
            (at, gradient) =>
            {
                var score = _posterior.LogImprovementOn(_best, at, gradient);
                for (var i = 0; i < gradient.Length; i++) gradient[i] = -gradient[i];
                return -score;
            },
            start, low, high, 0.1, MostValues, 1e-7);
        var settled = Settle(peak);
        return Score(settled) >= Score(start) ? settled : start;
    }

    private double[] Walk(double[] at)
    {
        for (var (move, score) = (0, Score(at)); move < MostMoves; move++)
        {
            if (Neighbours(at).MaxBy(Score) is not { } next || Score(next) is var higher && higher <= score) break;
            (at, score) = (next, higher);
        }
        return at;
    }

    /// <summary>
    /// Returns the points that differ in one value: a rounded number by its next value, or a category by any other.
    /// </summary>
    private double[][] Neighbours(double[] at) =>
    [
        .. from axis in Enumerable.Range(0, at.Length)
           from place in _axes.All[axis].NeighboursOf(at[axis])
           select Settle([.. at[..axis], place, .. at[(axis + 1)..]]),
    ];

    private bool IsTried(double[] at) => Array.Exists(_tried, tried => tried.AsSpan().SequenceEqual(at));
}
