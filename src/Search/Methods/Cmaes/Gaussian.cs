using System.Collections.Immutable;
using Experiments.Search.Numerics;
using Experiments.Search.Specs;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// A normal distribution that follows the better trials. Instead of the square root of the covariance it keeps the
/// Cholesky factor (Krause, Arbonès and Igel, <i>CMA-ES with optimal covariance update and storage complexity</i>, NIPS
/// 2016). It may learn from trials that it did not draw; steps longer than its own are shortened (Hansen, <i>Injecting
/// external solutions into CMA-ES</i>, 2011).
/// </summary>
internal sealed class Gaussian
{
    // The bounds are three deviations from the middle, as in Optuna.
    private const double FirstStep = 1.0 / 6;
    private const double EarlierFirstStep = 0.2;
    private const double SmallestStep = 1e-6;
    private const double LargestStep = 1;

    private readonly int _patience;
    private readonly Queue<double> _best = [];
    private readonly double[][] _covariance;
    private readonly double[] _shapePath;
    private readonly double[] _stepPath;
    private double[][] _factor;
    private double _step;
    private int _generation;

    private Gaussian(double[] mean, int size, int version)
    {
        _step = version > AlgorithmVersions.Second ? FirstStep : EarlierFirstStep;
        Mean = mean;
        _patience = 10 + 30 * mean.Length / size;
        _covariance = [.. Enumerable.Range(0, mean.Length).Select(i => new double[i + 1])];
        for (var i = 0; i < mean.Length; i++) _covariance[i][i] = 1;
        _factor = [.. _covariance.Select(row => (double[])row.Clone())];
        (_shapePath, _stepPath) = (new double[mean.Length], new double[mean.Length]);
    }

    /// <summary>Creates a distribution that is the same in all directions, for generations of this size.</summary>
    public static Gaussian Around(IEnumerable<double> mean, int size, int version) =>
        new([.. mean], size, version);

    /// <summary>The mean.</summary>
    public double[] Mean { get; }

    /// <summary>
    /// Whether it has nothing left to find: it has collapsed to a point, or many generations were equally good.
    /// </summary>
    public bool IsSpent { get; private set; }

    /// <summary>Returns the point that independent standard normal numbers map to.</summary>
    public double[] At(double[] normal)
    {
        var step = LowerTriangle.Times(_factor, normal);
        return [.. Mean.Zip(step, (mean, s) => mean + _step * s)];
    }

    /// <summary>Returns the standard deviation of a coordinate.</summary>
    public double DeviationOf(int coordinate) => _step * Math.Sqrt(_covariance[coordinate][coordinate]);

    /// <summary>Returns the mean of points.</summary>
    public double[] Recombine(double[][] points) => [.. Mean.Select((_, i) => points.Average(point => point[i]))];

    /// <summary>Moves toward the better points of a generation; points are ordered best first.</summary>
    public void Learn(Weights weights, double[][] points, double? best)
    {
        var n = Mean.Length;
        if (n == 0 || points.Length < 2) return;
        _generation++;
        var inverse = LowerTriangle.Inverse(_factor);
        var expected = Math.Sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
        var longest = Math.Sqrt(n) + 2.0 * n / (n + 2);
        var steps = points.Select(point => Mean.Select((mean, i) => (point[i] - mean) / _step).ToArray()).ToArray();
        var lengths = new double[steps.Length];
        foreach (var (k, step) in steps.Index())
        {
            var white = LowerTriangle.Times(inverse, step);
            lengths[k] = Math.Sqrt(FixedOrderVectors.Dot(white, white));
            if (lengths[k] <= longest) continue;
            for (var i = 0; i < n; i++) step[i] *= longest / lengths[k];
            lengths[k] = longest;
        }
        var shift = new double[n];
        foreach (var (k, step) in steps.Index())
            if (weights.All[k] > 0) FixedOrderVectors.AddScaled(shift, weights.All[k], step);
        FixedOrderVectors.AddScaled(Mean, _step, shift);
        for (var i = 0; i < n; i++) Mean[i] = Math.Clamp(Mean[i], 0, 1);

        var follow = Math.Sqrt(weights.Path * (2 - weights.Path) * weights.Mass);
        var whiteShift = LowerTriangle.Times(inverse, shift);
        for (var i = 0; i < n; i++) _stepPath[i] = (1 - weights.Path) * _stepPath[i] + follow * whiteShift[i];
        var length = Math.Sqrt(FixedOrderVectors.Dot(_stepPath, _stepPath));
        var settled = 1 - PortableMath.Exp(2 * _generation * PortableMath.Log(1 - weights.Path));
        var moves = length / Math.Sqrt(settled) < (1.4 + 2.0 / (n + 1)) * expected ? 1 : 0;
        var gather = moves * Math.Sqrt(weights.Cumulation * (2 - weights.Cumulation) * weights.Mass);
        for (var i = 0; i < n; i++) _shapePath[i] = (1 - weights.Cumulation) * _shapePath[i] + gather * shift[i];

        var missing = (1 - moves) * weights.Cumulation * (2 - weights.Cumulation);
        var keep = 1 + weights.RankOne * missing - weights.RankOne - weights.RankMany * weights.All.Sum();
        foreach (var row in _covariance)
            for (var j = 0; j < row.Length; j++) row[j] *= keep;
        Spread(_shapePath, weights.RankOne);
        foreach (var (k, step) in steps.Index())
        {
            var weight = weights.All[k];
            // Only the direction of a bad step counts, so that the covariance stays positive definite.
            if (weight < 0) weight *= n / Math.Max(1e-12, lengths[k] * lengths[k]);
            Spread(step, weights.RankMany * weight);
        }
        _step = Math.Min(
            LargestStep, _step * PortableMath.Exp(weights.Path / weights.Damping * (length / expected - 1)));
        Refactor();
        Notice(best);
    }

    /// <summary>Keeps every neighbouring value of a whole number within reach.</summary>
    public void KeepMargins(ImmutableArray<Axis> axes, int size)
    {
        var least = 1.0 / (Math.Max(1, axes.Length) * size);
        var changed = false;
        foreach (var (i, axis) in axes.Index())
        {
            if (axis.CellAt(Mean[i]) is not { } cell) continue;
            var deviation = _step * Math.Sqrt(_covariance[i][i]);
            var (mean, wider) = Margin.Apply(cell.Low, cell.High, Mean[i], deviation, least);
            Mean[i] = mean;
            if (wider == deviation) continue;
            changed = true;
            var ratio = wider / deviation;
            for (var j = 0; j < i; j++) _covariance[i][j] *= ratio;
            for (var j = i + 1; j < axes.Length; j++) _covariance[j][i] *= ratio;
            _covariance[i][i] *= ratio * ratio;
            _shapePath[i] *= ratio;
        }
        if (changed) Refactor();
    }

    private void Spread(double[] step, double weight)
    {
        for (var i = 0; i < step.Length; i++)
            FixedOrderVectors.AddScaled(_covariance[i], weight * step[i], step.AsSpan(0, i + 1));
    }

    private void Refactor()
    {
        if (LowerTriangle.Cholesky(_covariance) is { } factor) _factor = factor;
        else IsSpent = true;
    }

    private void Notice(double? best)
    {
        if (_step * Math.Sqrt(_covariance.Select((row, i) => row[i]).Max()) < SmallestStep) IsSpent = true;
        if (best is not { } objective) return;
        _best.Enqueue(objective);
        if (_best.Count > _patience) _best.Dequeue();
        if (_best.Count == _patience && _best.Max() - _best.Min() <= 1e-12 * (1 + Math.Abs(objective))) IsSpent = true;
    }
}
