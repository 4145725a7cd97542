using System.Numerics;
using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.Search.Grids;

/// <summary>
/// The distinct values of one parameter, in order, by their index from 0. The values of a range are not stored.
/// </summary>
internal abstract class GridAxis
{
    /// <summary>The number of values.</summary>
    public abstract BigInteger Count { get; }

    /// <summary>The value at 0 ≤ <paramref name="index"/> &lt; Count.</summary>
    public abstract ParameterValue this[BigInteger index] { get; }

    /// <summary>Returns the index of the value, or null if it is not one of them.</summary>
    public abstract BigInteger? IndexOf(ParameterValue value);

    /// <summary>Returns the axis of a distribution, or null if its values cannot be listed.</summary>
    public static GridAxis? TryOf(Distribution distribution) => distribution switch
    {
        Distribution.Constant d => new Listed([d.Value]),
        Distribution.Categorical d => new Listed([.. d.Values.Distinct()]),
        Distribution.IntUniform d => new Whole(d.Min, d.Max),
        Distribution.Uniform { Q: { } q } d => Quantised.TryOf(d, q, d.Min, d.Max),
        Distribution.LogUniform { Q: { } q } d => Quantised.TryOf(d, q, d.Min, d.Max),
        Distribution.Beta { Q: { } q } d => Quantised.TryOf(d, q, 0, 1),
        _ => null,
    };

    private sealed class Listed(ParameterValue[] values) : GridAxis
    {
        // Lists may be long, and so may the conditions that name their values.
        private readonly Dictionary<ParameterValue, int> _indices = values.Select(KeyValuePair.Create).ToDictionary();

        public override BigInteger Count => values.Length;

        public override ParameterValue this[BigInteger index] => values[(int)index];

        public override BigInteger? IndexOf(ParameterValue value) =>
            _indices.TryGetValue(value, out var index) ? index : null;
    }

    private sealed class Whole(long min, long max) : GridAxis
    {
        public override BigInteger Count => (BigInteger)max - min + 1;

        public override ParameterValue this[BigInteger index] => new ParameterValue.Integer((long)(min + index));

        public override BigInteger? IndexOf(ParameterValue value) =>
            value is ParameterValue.Integer { Value: var whole } && whole >= min && whole <= max
                ? (BigInteger)whole - min
                : null;
    }

    private sealed class Quantised(Distribution distribution, Multiples multiples) : GridAxis
    {
        public override BigInteger Count => Math.Max(0, multiples.Last - multiples.First + 1);

        public override ParameterValue this[BigInteger index] =>
            distribution.ValueOf(multiples[multiples.First + (long)index]);

        public static Quantised? TryOf(Distribution distribution, double quantum, double min, double max) =>
            new Multiples(quantum, min, max) is { AreCountable: true } multiples ? new(distribution, multiples) : null;

        public override BigInteger? IndexOf(ParameterValue value) =>
            value.ToReal() is { } number && distribution.ValueOf(number) == value && multiples.NumberOf(number) is { } k
                ? k - multiples.First
                : null;
    }
}
