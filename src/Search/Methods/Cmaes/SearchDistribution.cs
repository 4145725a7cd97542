using System.Collections.Immutable;
using Experiments.Search.Numerics;
using Experiments.Search.Randomness;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// The distribution of the next trials: a normal one over the numbers, each at its position in [0, 1], and one over
/// each parameter's categories. An instance serves one proposal and learns one generation after the other.
/// </summary>
internal sealed class SearchDistribution
{
    private const int MostDraws = 20;
    private const int MostDrawsWithSums = 500;

    // In standard deviations.
    private const double NearBound = 0.5;

    private readonly CmaesAxes _axes;
    private readonly long _seed;
    private readonly int _version;
    private readonly CategoryChances[] _chances;
    private Gaussian _gaussian;
    private int _restarts;

    public SearchDistribution(CmaesAxes axes, SearchSpec spec, ImmutableArray<Observation> lent)
    {
        (_axes, _seed, _version) = (axes, spec.Seed, spec.Version);
        Size = PopulationSize(0);
        _chances = [.. axes.Categories.Select(axis => new CategoryChances(axis))];
        _gaussian = Gaussian.Around(Enumerable.Repeat(0.5, axes.Numbers.Length), Size, _version);
        // The best trials of other sweeps are the starting point (Nomura and others, Warm starting CMA-ES, AAAI 2021).
        var best = lent.Where(trial => trial.Objective is not null).Take((lent.Length + 9) / 10).ToArray();
        if (best.Length > 0)
            _gaussian = Gaussian.Around(_gaussian.Recombine([.. best.Select(PointOf)]), Size, _version);
        foreach (var chances in _chances) chances.Learn(best);
    }

    /// <summary>The number of trials in the current generation.</summary>
    public int Size { get; private set; }

    /// <summary>Learns from a generation: those of its trials that have a result, best first.</summary>
    public void Learn(ImmutableArray<Observation> ranked)
    {
        var weights = new Weights(ranked.Length, _axes.Numbers.Length);
        foreach (var chances in _chances) chances.Learn(ranked);
        _gaussian.Learn(weights, [.. ranked.Select(PointOf)], LeastOf(ranked));
        if (_gaussian.IsSpent) Restart();
        else _gaussian.KeepMargins(_axes.Numbers, Size);
    }

    /// <summary>
    /// Draws the trial's assignment. A number outside its bounds is drawn again, and finally clamped; if the mean is
    /// near the bound, it is clamped at once.
    /// </summary>
    public Assignment Draw(SearchSpace space, int trial)
    {
        var most = space.Sums is null ? MostDraws : MostDrawsWithSums;
        var drawn = new Assignment([]);
        for (var draw = 0; draw < most; draw++)
        {
            var at = draw;
            var point = _gaussian.At(
                [.. _axes.Numbers.Select(
                    axis => NormalQuantile.Evaluate(Inside(CounterRandom.Candidate(_seed, trial, at, axis.Name))))]);
            if (_version > AlgorithmVersions.Second) point = [.. point.Select(AtTheBound)];
            var isInside = point.All(place => place is >= 0 and < 1);
            // Outside of the bounds, only the last draw counts.
            if (!isInside && draw < most - 1) continue;
            drawn = AssignmentAt(space, point, trial, space.Sums is null ? 0 : draw);
            if (space.Allows(drawn)) break;
        }
        return drawn;
    }

    private Assignment AssignmentAt(SearchSpace space, double[] point, int trial, int draw)
    {
        var values = new Dictionary<string, ParameterValue>();
        foreach (var (i, axis) in _axes.Numbers.Index()) values.Add(axis.Name, axis.At(point[i]));
        foreach (var chances in _chances)
            values.Add(
                chances.Axis.Name, chances.At(CounterRandom.Candidate(_seed, trial, draw, chances.Axis.Name)));
        return space.Assign(parameter => values[parameter.Name]);
    }

    // Drawing again would push the mean inwards, away from an optimum on the bound.
    private double AtTheBound(double place, int number)
    {
        var bound = place < 0 ? 0 : place >= 1 ? Math.BitDecrement(1) : place;
        return Math.Abs(_gaussian.Mean[number] - bound) < NearBound * _gaussian.DeviationOf(number) ? bound : place;
    }

    // Objectives of trials outside of limits say nothing about progress.
    private static double? LeastOf(ImmutableArray<Observation> ranked) =>
        ranked is [{ Violation: null } best, ..] ? best.Objective : null;

    private void Restart()
    {
        _restarts++;
        Size = PopulationSize(_restarts);
        _gaussian = Gaussian.Around(
            _axes.Numbers.Select(axis => CounterRandom.Candidate(_seed, -_restarts, 0, axis.Name)), Size, _version);
        foreach (var chances in _chances) chances.Forget();
    }

    private int PopulationSize(int restarts) =>
        (4 + (int)(3 * PortableMath.Log(Math.Max(1, _axes.Numbers.Length)))) << Math.Min(restarts, 9);

    private double[] PointOf(Observation trial) =>
    [
        .. _axes.Numbers.Select((axis, i) =>
            trial.Assignment.TryGet(axis.Name, out var value) ? axis.PointOf(value) : _gaussian.Mean[i]),
    ];

    private static double Inside(double u) => Math.Max(u, 1e-16);
}
