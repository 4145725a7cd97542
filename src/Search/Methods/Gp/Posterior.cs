using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Gp;

/// <summary>A Gaussian process, given targets at some points and other points that are being tried.</summary>
internal sealed class Posterior
{
    private readonly GpAxes _axes;
    private readonly double[] _scales;
    private readonly double[][] _points;
    private readonly double[][] _half;
    private readonly double[] _weights;
    private readonly double _variance;

    private Posterior(
        GpAxes axes, double[] scales, double[][] points, double[][] half, double[] weights, double variance) =>
        (_axes, _scales, _points, _half, _weights, _variance) = (axes, scales, points, half, weights, variance);

    /// <summary>Computes the posterior.</summary>
    /// <param name="axes">The coordinates of points.</param>
    /// <param name="parameters">Length-scales and noise.</param>
    /// <param name="points">
    /// First the points with targets, then those that are being tried, which count as if their expected targets had
    /// been observed.
    /// </param>
    /// <param name="targets">The targets, mean 0.</param>
    /// <returns>The posterior, or null if the covariance is singular.</returns>
    public static Posterior? TryCompute(GpAxes axes, Hyperparameters parameters, double[][] points, double[] targets)
    {
        var covariance = new double[points.Length][];
        for (var i = 0; i < points.Length; i++)
        {
            var row = covariance[i] = new double[i + 1];
            var squares = new double[i];
            for (var j = 0; j < i; j++)
                for (var axis = 0; axis < axes.Count; axis++)
                    squares[j] += parameters.Scales[axis] * axes.SquaredDistance(axis, points[i], points[j]);
            Matern.Fill(squares, row.AsSpan(0, i), squares);
            row[i] = 1 + parameters.Noise;
        }
        if (LowerTriangle.Cholesky(covariance) is not { } factor) return null;
        var half = LowerTriangle.Inverse(factor);
        var known = half[..targets.Length];
        var white = LowerTriangle.Times(known, targets);
        var weights = LowerTriangle.TransposeTimes(known, white);
        var variance = (Likelihood.Rate + FixedOrderVectors.Dot(white, white) / 2)
            / (Likelihood.Shape + targets.Length / 2.0);
        return new(axes, parameters.Scales, points, half, weights, variance);
    }

    /// <summary>Returns the expected target at a point.</summary>
    public double Mean(double[] at)
    {
        var (kernel, _) = Kernel(at);
        return FixedOrderVectors.Dot(_weights, kernel.AsSpan(0, _weights.Length));
    }

    /// <summary>
    /// Returns the logarithm of the expected improvement on <paramref name="best"/>. If <paramref name="gradient"/> is
    /// given, it receives the derivative with respect to each number, and 0 for each category.
    /// </summary>
    public double LogImprovementOn(double best, double[] at, double[]? gradient = null)
    {
        var (value, deviation) = Of(LogImprovement.Evaluate, best, 1, at, gradient);
        return value + PortableMath.Log(deviation);
    }

    /// <summary>
    /// Returns the logarithm of the probability that the target is below <paramref name="threshold"/>, with a gradient
    /// as in <see cref="LogImprovementOn"/>.
    /// </summary>
    public double LogProbabilityBelow(double threshold, double[] at, double[]? gradient = null) =>
        Of(LogProbability.Evaluate, threshold, 0, at, gradient).Value;

    // The function is of z = (level − mean) / deviation; the gradient is that of its sum with
    // weight × ln deviation.
    private (double Value, double Deviation) Of(
        Func<double, (double Value, double Slope)> function, double level, double weight, double[] at,
        double[]? gradient)
    {
        var (kernel, slope) = Kernel(at);
        var mean = FixedOrderVectors.Dot(_weights, kernel.AsSpan(0, _weights.Length));
        var white = LowerTriangle.Times(_half, kernel);
        var share = Math.Max(1e-12, 1 - FixedOrderVectors.Dot(white, white));
        var deviation = Math.Sqrt(_variance * share);
        var z = (level - mean) / deviation;
        var (value, byZ) = function(z);
        if (gradient is not null)
        {
            var solved = LowerTriangle.TransposeTimes(_half, white);
            // With respect to the kernel of each point: through the mean, and through the deviation s, for
            // z s = level − mean.
            var byMean = -byZ / deviation;
            var byDeviation = (weight - byZ * z) / deviation;
            var spread = -_variance / deviation * byDeviation;
            for (var i = 0; i < slope.Length; i++)
                slope[i] *= (i < _weights.Length ? byMean * _weights[i] : 0) + spread * solved[i];
            for (var axis = 0; axis < gradient.Length; axis++)
            {
                gradient[axis] = 0;
                if (_axes.All[axis].IsCategorical) continue;
                for (var i = 0; i < slope.Length; i++)
                    gradient[axis] += slope[i] * 2 * _scales[axis] * (at[axis] - _points[i][axis]);
            }
        }
        return (value, deviation);
    }

    private (double[] Kernel, double[] Slope) Kernel(double[] at)
    {
        var squares = new double[_points.Length];
        for (var i = 0; i < squares.Length; i++)
            for (var axis = 0; axis < _scales.Length; axis++)
                squares[i] += _scales[axis] * _axes.SquaredDistance(axis, at, _points[i]);
        var kernel = new double[squares.Length];
        Matern.Fill(squares, kernel, squares);
        return (kernel, squares);
    }
}
