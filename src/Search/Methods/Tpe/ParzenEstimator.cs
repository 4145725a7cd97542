using System.Collections.Immutable;
using Experiments.Search.Numerics;

namespace Experiments.Search.Methods.Tpe;

/// <summary>
/// A density over a group of parameters: a mixture of one product of kernels around each point, and the prior, all with
/// the same weight. A number's kernel is a normal distribution truncated to [0, 1], whose width shrinks with the number
/// of points by Scott's rule. A category's kernel keeps its own value and distributes the rest as the prior does
/// (Aitchison and Aitken, 1976).
/// </summary>
internal sealed class ParzenEstimator
{
    // The width for a single point; for n points it shrinks by Scott's factor.
    private const double WidthOfOne = 0.12;
    private const double NarrowestKernel = 0.01;

    private readonly ImmutableArray<Axis> _axes;
    private readonly double[][] _points;
    private readonly double[] _widths;
    private readonly double[] _scales;
    private readonly double _shared;

    /// <param name="axes">The parameters of the group.</param>
    /// <param name="points">The points.</param>
    /// <param name="narrowing">A factor of the widths of numbers' kernels, at most 1.</param>
    public ParzenEstimator(ImmutableArray<Axis> axes, double[][] points, double narrowing)
    {
        _axes = axes;
        _points = points;
        var scott = PortableMath.Exp(-PortableMath.Log(Math.Max(1, points.Length)) / (axes.Length + 4));
        _shared = 1.0 / (1 + points.Length);
        _widths = [.. axes.Select(axis => axis.IsCategorical
            ? 0
            : Math.Max(WidthOfOne * scott * narrowing, Math.Max(NarrowestKernel, axis.Step / 2)))];
        _scales = [.. points.Select(Scale)];
    }

    /// <summary>Draws a value for each axis, from random numbers by name.</summary>
    public ParameterValue[] Draw(Func<string, double> uniform)
    {
        var component = (int)(uniform("") * (_points.Length + 1));
        return [.. _axes.Select((axis, i) =>
        {
            var u = uniform(axis.Name);
            if (component == _points.Length) return axis.At(u);
            var centre = _points[component][i];
            if (axis.IsCategorical) return u < _shared ? axis.At(u / _shared) : axis.CategoryAt(centre);
            var low = NormalCumulative.Evaluate(-centre / _widths[i]);
            var high = NormalCumulative.Evaluate((1 - centre) / _widths[i]);
            var p = Math.Clamp(low + u * (high - low), 1e-15, 1 - 1e-15);
            return axis.At(centre + _widths[i] * NormalQuantile.Evaluate(p));
        })];
    }

    /// <summary>Returns the logarithm of the density at a point.</summary>
    public double LogDensity(double[] at)
    {
        var prior = 1.0;
        for (var i = 0; i < at.Length; i++)
            if (_axes[i].IsCategorical) prior *= _axes[i].Chances[(int)at[i]];
        var sum = prior;
        for (var k = 0; k < _points.Length; k++)
        {
            var exponent = 0.0;
            var factor = _scales[k];
            for (var i = 0; i < at.Length; i++)
            {
                if (_axes[i].IsCategorical)
                {
                    factor *= _shared * _axes[i].Chances[(int)at[i]] + (at[i] == _points[k][i] ? 1 - _shared : 0);
                    continue;
                }
                var z = (at[i] - _points[k][i]) / _widths[i];
                exponent += z * z;
            }
            if (exponent < 80) sum += factor * PortableMath.Exp(-exponent / 2);
        }
        return PortableMath.Log(Math.Max(sum / (_points.Length + 1), 1e-300));
    }

    /// <summary>Returns the factor that makes the kernels of the point integrate to 1.</summary>
    private double Scale(double[] point)
    {
        var scale = 1.0;
        for (var i = 0; i < point.Length; i++)
        {
            if (_axes[i].IsCategorical) continue;
            var mass = NormalCumulative.Evaluate((1 - point[i]) / _widths[i])
                - NormalCumulative.Evaluate(-point[i] / _widths[i]);
            scale *= 0.39894228040143267794 / (_widths[i] * mass);
        }
        return scale;
    }
}
