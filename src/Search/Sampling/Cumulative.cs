using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Sampling;

/// <summary>
/// The position of a numeric value within its distribution: the inverse of <see cref="Quantile"/>, apart from rounding.
/// </summary>
internal static class Cumulative
{
    /// <summary>
    /// Returns the probability of a smaller value, within [0, 1]; for a whole number, plus half of its own probability.
    /// The value must be one that the distribution can give.
    /// </summary>
    public static double Evaluate(Distribution distribution, ParameterValue value) => Evaluate(
        distribution, value.ToReal() ?? throw new ArgumentException($"{value} is not a number.", nameof(value)));

    /// <summary>Returns the probability for a number, which need not be one that the distribution can give.</summary>
    public static double Evaluate(Distribution distribution, double v) => Math.Clamp(
        distribution switch
        {
            Distribution.IntUniform d => (v - d.Min + 0.5) / ((double)d.Max - d.Min + 1),
            Distribution.Uniform d => (v / 2 - d.Min / 2) / (d.Max / 2 - d.Min / 2),
            Distribution.LogUniform d => v <= d.Min ? 0 : Log(d.Min, d.Max, v),
            Distribution.InvLogUniform d => 1 - Log(d.Min, d.Max, v),
            Distribution.Normal d => NormalCumulative.Evaluate((v - d.Mu) / d.Sigma),
            Distribution.LogNormal d => v <= 0 ? 0 : NormalCumulative.Evaluate((PortableMath.Log(v) - d.Mu) / d.Sigma),
            Distribution.Beta d => v <= 0 ? 0 : v >= 1 ? 1 : BetaQuantile.Cumulative(
                v, d.A, d.B, LogGamma.Evaluate(d.A) + LogGamma.Evaluate(d.B) - LogGamma.Evaluate(d.A + d.B)),
            _ => throw new NotSupportedException(
                $"{v} has no place in the distribution {distribution.GetType().Name}."),
        }, 0, 1);

    private static double Log(double min, double max, double value)
    {
        var low = PortableMath.Log(min);
        return (PortableMath.Log(value) - low) / (PortableMath.Log(max) - low);
    }
}
