using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Checks;

/// <summary>The values that a parameter can have, if they can be enumerated.</summary>
internal sealed class PossibleValues
{
    private const int MostShown = 10;

    private readonly Func<ParameterValue, ParameterValue?> _find;
    private readonly string _shown;

    private PossibleValues(Distribution.IntUniform range)
    {
        _find = value => value is ParameterValue.Integer { Value: var whole } && whole >= range.Min
            && whole <= range.Max
            ? value
            : null;
        _shown = $"from {range.Min} to {range.Max}";
    }

    private PossibleValues(double q, double min, double max)
    {
        var multiples = new Multiples(q, min, max);
        _find = value => AsReal(value) is ParameterValue.Number { Value: var number }
            && multiples.NumberOf(number) is not null
            ? new ParameterValue.Integer((long)number)
            : null;
        _shown = $"a multiple of {q} from {multiples[multiples.First]} to {multiples[multiples.Last]}";
    }

    private PossibleValues(IReadOnlyList<ParameterValue> values)
    {
        // An exact match takes precedence over one that is only numerically equal.
        var known = new Dictionary<ParameterValue, ParameterValue>();
        foreach (var value in values) known.TryAdd(value, value);
        foreach (var value in values) known.TryAdd(AsReal(value), value);
        _find = value => known.GetValueOrDefault(value) ?? known.GetValueOrDefault(AsReal(value));
        var list = string.Join(", ", values.Take(MostShown)) + (values.Count > MostShown ? ", …" : "");
        _shown = (values.Count > 1 ? "one of " : "") + Quote.Plain(list);
    }

    /// <summary>
    /// Returns the values of a distribution, or null if it is continuous or its multiples are not whole numbers.
    /// </summary>
    public static PossibleValues? TryOf(Distribution distribution) => distribution switch
    {
        Distribution.Constant one => new([one.Value]),
        Distribution.Categorical choice => new(choice.Values),
        Distribution.IntUniform range => new(range),
        Distribution.Uniform { IsWhole: true, Q: { } q } d => new(q, d.Min, d.Max),
        Distribution.LogUniform { IsWhole: true, Q: { } q } d => new(q, d.Min, d.Max),
        _ => null,
    };

    /// <summary>Returns the possible value that equals the given one, or null if there is none.</summary>
    public ParameterValue? Find(ParameterValue wanted) => _find(wanted);

    /// <summary>Returns the values, for a message.</summary>
    public override string ToString() => _shown;

    private static ParameterValue AsReal(ParameterValue value) =>
        value is ParameterValue.Integer whole ? new ParameterValue.Number(whole.Value) : value;
}
