using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Sampling;

/// <summary>
/// The value of a distribution at a point u of [0, 1): its inverse cumulative distribution function. A method draws
/// only one number per parameter, from a generator or from a low-discrepancy sequence.
/// </summary>
public static class Quantile
{
    private static readonly double HalfStep = Math.ScaleB(1, -54);

    /// <summary>
    /// Returns the value at 0 ≤ <paramref name="u"/> &lt; 1: within the distribution's bounds, an Integer for
    /// IntUniform, one of the given values for Constant and Categorical, and otherwise a finite Number, or an Integer
    /// if multiples are whole.
    /// </summary>
    public static ParameterValue Evaluate(Distribution distribution, double u)
    {
        // Normal and beta have no value at 0; half a step of the grid of u stands in for it.
        var inside = Math.Max(u, HalfStep);
        return distribution switch
        {
            Distribution.Constant d => d.Value,
            Distribution.Categorical d => d.Values[Index(d, u)],
            Distribution.IntUniform d => new ParameterValue.Integer(Whole(d, u)),
            Distribution.Uniform d => Number(d, Uniform(d, u), d.Q, d.Min, d.Max),
            Distribution.LogUniform d => Number(d, LogUniform(d.Min, d.Max, u), d.Q, d.Min, d.Max),
            // ln(1 / x) decreases as x increases.
            Distribution.InvLogUniform d => new ParameterValue.Number(LogUniform(d.Min, d.Max, 1 - u)),
            Distribution.Normal d => Number(d, d.Mu + d.Sigma * NormalQuantile.Evaluate(inside), d.Q),
            Distribution.LogNormal d =>
                Number(d, PortableMath.Exp(d.Mu + d.Sigma * NormalQuantile.Evaluate(inside)), d.Q, 0),
            Distribution.Beta d => Number(d, BetaQuantile.Evaluate(inside, d.A, d.B), d.Q, 0, 1),
            _ => throw new NotSupportedException(
                $"The distribution {distribution.GetType().Name} cannot be drawn from."),
        };
    }

    private static int Index(Distribution.Categorical categorical, double u)
    {
        if (categorical.Probabilities is not { } probabilities) return (int)(u * categorical.Values.Length);
        var sum = 0.0;
        var last = 0;
        for (var index = 0; index < probabilities.Length; index++)
        {
            if (probabilities[index] == 0) continue;
            sum += probabilities[index];
            last = index;
            if (u < sum) break;
        }
        // Probabilities may add up to a little less than 1; the remainder goes to the last possible value.
        return last;
    }

    private static long Whole(Distribution.IntUniform range, double u)
    {
        var width = (UInt128)((Int128)range.Max - range.Min + 1);
        return (long)(range.Min + (Int128)((UInt128)Math.ScaleB(u, 53) * width >> 53));
    }

    private static double Uniform(Distribution.Uniform range, double u)
    {
        var width = range.Max - range.Min;
        var value = double.IsFinite(width) ? range.Min + u * width : (1 - u) * range.Min + u * range.Max;
        return Math.Clamp(value, range.Min, Math.BitDecrement(range.Max));
    }

    private static double LogUniform(double min, double max, double u)
    {
        var low = PortableMath.Log(min);
        return Math.Clamp(PortableMath.Exp(low + u * (PortableMath.Log(max) - low)), min, max);
    }

    private static ParameterValue Number(
        Distribution distribution, double value, double? quantum,
        double min = double.NegativeInfinity, double max = double.PositiveInfinity)
    {
        var finite = Math.Clamp(value, double.MinValue, double.MaxValue);
        return distribution.ValueOf(quantum is { } q ? new Multiples(q, min, max).Nearest(finite) : finite);
    }
}
