using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Checks;

/// <summary>The range of the numbers that a distribution can give.</summary>
/// <param name="Min">The lower bound.</param>
/// <param name="Max">The upper bound.</param>
/// <param name="MinExcluded">Whether the lower bound itself is excluded.</param>
/// <param name="MaxExcluded">Whether the upper bound itself is excluded.</param>
/// <param name="AllWhole">Whether all numbers are whole.</param>
internal sealed record ValueRange(double Min, double Max, bool MinExcluded, bool MaxExcluded, bool AllWhole)
{
    // Generators have at most 64 random bits, and the normal quantile of 2^-64 is -9.1.
    private const double Sigmas = 10;

    /// <summary>Returns the range of a distribution that is neither constant nor categorical.</summary>
    public static ValueRange FromDistribution(Distribution distribution) => distribution switch
    {
        Distribution.IntUniform d => new(d.Min, d.Max, false, false, AllWhole: true),
        Distribution.Uniform { Q: null } d => new(d.Min, d.Max, false, MaxExcluded: true, false),
        Distribution.Uniform d => Inside(d.Q.Value, d.Min, d.Max),
        Distribution.LogUniform { Q: null } d => new(d.Min, d.Max, false, false, false),
        Distribution.LogUniform d => Inside(d.Q.Value, d.Min, d.Max),
        Distribution.InvLogUniform d => new(d.Min, d.Max, false, false, false),
        Distribution.Normal d => Rounded(d.Q, d.Mu - Sigmas * d.Sigma, d.Mu + Sigmas * d.Sigma),
        Distribution.LogNormal d => Rounded(d.Q, Math.Exp(d.Mu - Sigmas * d.Sigma), Math.Exp(d.Mu + Sigmas * d.Sigma)),
        Distribution.Beta { Q: null } => new(0, 1, true, true, false),
        Distribution.Beta d => Inside(d.Q.Value, 0, 1),
        _ => throw new ArgumentException(
            $"{distribution.GetType().Name} is not a range of numbers.", nameof(distribution)),
    };

    /// <summary>Returns the range for a message: <c>numbers from 0 to 1</c>.</summary>
    public override string ToString() => $"{(AllWhole ? "whole numbers" : "numbers")} from {Min} to {Max}";

    private static ValueRange Inside(double q, double min, double max)
    {
        var multiples = new Multiples(q, min, max);
        return new(multiples[multiples.First], multiples[multiples.Last], false, false, double.IsInteger(q));
    }

    private static ValueRange Rounded(double? q, double min, double max)
    {
        if (q is not { } quantum) return new(min, max, false, false, false);
        var multiples = new Multiples(quantum);
        return new(multiples.Nearest(min), multiples.Nearest(max), false, false, double.IsInteger(quantum));
    }
}
