using Experiments.Search.Numerics;

namespace Experiments.Search.Spaces;

/// <summary>The values that a distribution can give.</summary>
internal static class Fitting
{
    /// <summary>
    /// Returns the value as the distribution would give it, whole or real, or null if it cannot. Bounds are included,
    /// and if the distribution has a quantum, the value must be a multiple of it.
    /// </summary>
    public static ParameterValue? TryFit(Distribution distribution, ParameterValue value) => distribution switch
    {
        Distribution.Constant d => Among([d.Value], value),
        Distribution.Categorical d => Among(d.Values, value),
        Distribution.IntUniform d => Whole(value) is { } whole && whole >= d.Min && whole <= d.Max
            ? new ParameterValue.Integer(whole)
            : null,
        Distribution.Uniform d => Within(d, value, d.Min, d.Max, d.Q),
        Distribution.LogUniform d => Within(d, value, d.Min, d.Max, d.Q),
        Distribution.InvLogUniform d => Within(d, value, d.Min, d.Max, null),
        Distribution.Normal d => Within(d, value, double.NegativeInfinity, double.PositiveInfinity, d.Q),
        Distribution.LogNormal d => Within(d, value, d.Q is null ? double.Epsilon : 0, double.PositiveInfinity, d.Q),
        Distribution.Beta { Q: { } q } d => Within(d, value, 0, 1, q),
        Distribution.Beta d => Within(d, value, double.Epsilon, Math.BitDecrement(1), null),
        _ => throw new NotSupportedException($"The distribution {distribution.GetType().Name} has no known values."),
    };

    private static ParameterValue? Among(IEnumerable<ParameterValue> values, ParameterValue value) =>
        values.FirstOrDefault(candidate => candidate == value)
        ?? values.FirstOrDefault(candidate => candidate.ToReal() is { } known && known == value.ToReal());

    private static ParameterValue? Within(
        Distribution distribution, ParameterValue value, double min, double max, double? quantum) =>
        value.ToReal() is { } real && double.IsFinite(real) && real >= min && real <= max
        && (quantum is not { } q || new Multiples(q, min, max).Nearest(real) == real)
            ? distribution.ValueOf(real)
            : null;

    private static long? Whole(ParameterValue value) => value switch
    {
        ParameterValue.Integer whole => whole.Value,
        ParameterValue.Number { Value: var real }
            when real == Math.Floor(real) && Math.Abs(real) < 1L << 53 => (long)real,
        _ => null,
    };
}
