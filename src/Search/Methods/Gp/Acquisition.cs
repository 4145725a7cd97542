using System.Collections.Immutable;
using Experiments.Search.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Sampling;
using Experiments.Search.Specs;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// The search for the point with the greatest utility: from the best of many candidates, some of them near
/// the best known points, uphill along the numbers, then from value to neighbouring value of rounded numbers and
/// categories.
/// </summary>
internal sealed class Acquisition
{
    private const int Spread = 256;
    private const int Near = 128;
    private const int Walked = 64;
    private const int Halvings = 30;
    private const int Climbs = 8;
    private const int MostValues = 40;
    private const int MostMoves = 20;
    private const double NewCategory = 0.1;

    private readonly GpAxes _axes;
    private readonly Utility _utility;
    private readonly double[][] _tried;
    private readonly ImmutableArray<double[]> _centres;
    private readonly TrustRegion _region;
    private readonly SearchSpec _spec;
    private readonly long _seed;
    private readonly int _trial;

    /// <param name="axes">The coordinates of points.</param>
    /// <param name="utility">How promising points are.</param>
    /// <param name="tried">The points that were or are being tried; none is proposed again if there is another.</param>
    /// <param name="region">Where to search.</param>
    /// <param name="spec">The search.</param>
    /// <param name="trial">The number of the proposed trial.</param>
    public Acquisition(GpAxes axes, Utility utility, double[][] tried, TrustRegion region, SearchSpec spec, int trial)
    {
        (_axes, _utility, _tried, _region, _spec, _trial) = (axes, utility, tried, region, spec, trial);
        _seed = spec.Seed;
        _centres = region.Centre is { } centre ? [centre] : utility.Centres;
    }

    /// <summary>Returns the assignment of the best point found.</summary>
    public Assignment Best()
    {
        double[][] candidates =
        [
            .. Enumerable.Range(0, Spread + Near)
                .Select(candidate => Settle(candidate < Spread ? Anywhere(candidate) : NearTheBest(candidate)))
                .Where(IsAllowed).Concat(WithinSums()).OrderByDescending(Score),
        ];
        var starts = candidates.Where(at => !IsTried(at)).Take(Climbs).ToArray();
        var peaks = starts.Select(start => Walk(Climb(start))).Concat(starts).OrderByDescending(Score);
        return _axes.At(peaks.FirstOrDefault(peak => !IsTried(peak)) ?? candidates[0]);
    }

    private double Score(double[] at) => _utility.Of(at);

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
                var score = _utility.Of(at, gradient);
                for (var i = 0; i < gradient.Length; i++) gradient[i] = -gradient[i];
                return -score;
            },
            start, low, high, 0.1, MostValues, 1e-7);
        var settled = AllowedTowards(start, Settle(peak));
        return Score(settled) >= Score(start) ? settled : start;
    }

    // The farthest point that the sums allow on the way between two points, of which they allow the first.
    private double[] AllowedTowards(double[] from, double[] to)
    {
        if (IsAllowed(to)) return to;
        var (inside, outside, found) = (0.0, 1.0, from);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var share = (inside + outside) / 2;
            var between = Settle([.. from.Zip(to, (a, b) => a + share * (b - a))]);
            if (IsAllowed(between)) (inside, found) = (share, between);
            else outside = share;
        }
        return found;
    }

    private bool IsAllowed(double[] at) => _spec.Space.Sums is null || _spec.Space.Allows(_axes.At(at));

    // Where hardly any point is allowed, there may be none among the candidates.
    private IEnumerable<double[]> WithinSums() => _spec.Space.Sums is null
        ? []
        : Region.Of(_spec.Space).Walk(
            (step, name) => CounterRandom.Candidate(_seed, _trial, step, $"gp/sums/{name}"))
            .Take(Walked).Select(_axes.PointOf);

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
           let moved = Settle([.. at[..axis], place, .. at[(axis + 1)..]])
           where IsAllowed(moved)
           select moved,
    ];

    private bool IsTried(double[] at)
    {
        // The best point within sums is often a corner, whose coordinates are not exactly those of its values.
        var exact = _spec.Space.Sums is null ? at : _axes.PointOf(_axes.At(at));
        return Array.Exists(_tried, tried => tried.AsSpan().SequenceEqual(exact));
    }
}
