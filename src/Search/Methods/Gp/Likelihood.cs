using Experiments.Search.Numerics;
using Experiments.Search.Specs;

namespace Experiments.Search.Methods.Gp;

/// <summary>
/// How well length-scales and noise explain targets: the logarithm of the marginal likelihood and of the prior, with
/// its gradient (Rasmussen and Williams, 2006, section 5.4.1). The variance of the process is integrated out under an
/// inverse gamma prior. Length-scales have the log-normal prior that grows with the square root of the number of axes
/// (Hvarfner, Hellsten and Nardi, <i>Vanilla Bayesian optimization performs great in high dimensions</i>, ICML 2024).
/// It is the density of a length-scale that is greatest at its mode, 0.2 √axes; versions 1 and 2 took it for the
/// density of the logarithm, whose mode is at 4.1 √axes.
/// </summary>
internal sealed class Likelihood
{
    /// <summary>Shape and scale of the inverse gamma prior of the variance.</summary>
    public const double Shape = 2, Rate = 2;

    private const double LengthDeviation = 1.7320508075688772;
    private const double LengthLocation = 1.4142135623730951;

    // A log-normal density has its mode at the exponential of the location less the variance.
    private const double LengthMode = LengthLocation - LengthDeviation * LengthDeviation;

    // The prior expects hardly any noise, or a little, in units of the variance that is explained.
    private const double NoiseLocation = -10;
    private const double NoiseDeviation = 3;

    private readonly double[] _targets;
    private readonly double[][] _squares;
    private readonly double _location;
    private readonly double[] _distances;
    private readonly double[] _kernel;
    private readonly double[] _slope;

    public Likelihood(GpAxes axes, double[][] points, double[] targets, int version)
    {
        _targets = targets;
        var pairs = points.Length * (points.Length - 1) / 2;
        _squares = new double[axes.Count][];
        for (var axis = 0; axis < axes.Count; axis++)
        {
            var squares = _squares[axis] = new double[pairs];
            var pair = 0;
            for (var i = 1; i < points.Length; i++)
                for (var j = 0; j < i; j++) squares[pair++] = axes.SquaredDistance(axis, points[i], points[j]);
        }
        _location = (version > AlgorithmVersions.Second ? LengthMode : LengthLocation)
            + PortableMath.Log(axes.Count) / 2;
        (_distances, _kernel, _slope) = (new double[pairs], new double[pairs], new double[pairs]);
    }

    /// <summary>The coordinates of <see cref="Of"/> at the mode of the prior.</summary>
    public double[] Start => [.. Enumerable.Repeat(_location, _squares.Length), NoiseLocation];

    /// <summary>Returns the hyperparameters that the coordinates stand for.</summary>
    public static Hyperparameters Meaning(double[] at) =>
        new([.. at[..^1].Select(length => PortableMath.Exp(-2 * length))], PortableMath.Exp(at[^1]));

    /// <summary>
    /// Returns minus the logarithm, up to a constant, at the logarithms of the length-scales and of the noise, and
    /// writes its gradient. Infinite if the covariance is singular.
    /// </summary>
    public double Of(double[] at, double[] gradient)
    {
        var n = _targets.Length;
        var (scales, noise) = Meaning(at);
        Array.Clear(_distances);
        for (var axis = 0; axis < scales.Length; axis++)
            FixedOrderVectors.AddScaled(_distances, scales[axis], _squares[axis]);
        Matern.Fill(_distances, _kernel, _slope);
        var covariance = new double[n][];
        for (int i = 0, pair = 0; i < n; pair += i, i++)
        {
            covariance[i] = new double[i + 1];
            _kernel.AsSpan(pair, i).CopyTo(covariance[i]);
            covariance[i][i] = 1 + noise;
        }
        if (LowerTriangle.Cholesky(covariance) is not { } factor) return double.PositiveInfinity;
        var half = LowerTriangle.Inverse(factor);
        var white = LowerTriangle.Times(half, _targets);
        var weights = LowerTriangle.TransposeTimes(half, white);
        var inverse = LowerTriangle.TransposeTimesSelf(half);
        var rate = Rate + FixedOrderVectors.Dot(white, white) / 2;
        var shape = Shape + n / 2.0;
        var value = shape * PortableMath.Log(rate);
        for (var i = 0; i < n; i++) value += PortableMath.Log(factor[i][i]);

        // ½ (K⁻¹ − (shape / rate) K⁻¹y (K⁻¹y)ᵀ) is the derivative with respect to each entry of the covariance.
        var share = shape / rate;
        var trace = 0.0;
        for (int i = 0, pair = 0; i < n; i++)
        {
            trace += inverse[i][i] - share * weights[i] * weights[i];
            for (var j = 0; j < i; j++, pair++) _slope[pair] *= inverse[i][j] - share * weights[i] * weights[j];
        }
        for (var axis = 0; axis < scales.Length; axis++)
        {
            var off = (at[axis] - _location) / LengthDeviation;
            value += off * off / 2;
            gradient[axis] = -2 * scales[axis] * FixedOrderVectors.Dot(_slope, _squares[axis]) + off / LengthDeviation;
        }
        var far = (at[^1] - NoiseLocation) / NoiseDeviation;
        gradient[^1] = noise * trace / 2 + far / NoiseDeviation;
        return value + far * far / 2;
    }
}
