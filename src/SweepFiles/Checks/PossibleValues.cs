using Experiments.Search.Numerics;
using Experiments.Search.Spaces;

namespace Experiments.SweepFiles.Checks;

/// <summary>The values that a parameter can have, where they can be told one by one.</summary>
internal sealed class PossibleValues
{
    private const int MostShown = 10;

    private readonly Func<ParameterValue, ParameterValue?> _find;
    private readonly string _shown;

    private PossibleValues(Distribution.IntUniform range)
    {
        _find = value => value is ParameterValue.Integer { Value: var whole } && whole >= range.Min && whole <= range.Max
            ? value
            : null;
        _shown = $"from {range.Min} to {range.Max}";
    }

    private PossibleValues(double q, double min, double max)
    {
        var multiples = new Multiples(q, min, max);
        _find = value => AsReal(value) is ParameterValue.Number { Value: var number } && multiples.NumberOf(number) is not null
            ? new ParameterValue.Integer((long)number)
            : null;
        _shown = $"a multiple of {q} from {multiples[multiples.First]} to {multiples[multiples.Last]}";
    }

    private PossibleValues(IReadOnlyList<ParameterValue> values)
    {
        // A value finds itself first, and only then what is equal as a number.
        var known = new Dictionary<ParameterValue, ParameterValue>();
        foreach (var value in values) known.TryAdd(value, value);
        foreach (var value in values) known.TryAdd(AsReal(value), value);
        _find = value => known.GetValueOrDefault(value) ?? known.GetValueOrDefault(AsReal(value));
        var list = string.Join(", ", values.Take(MostShown)) + (values.Count > MostShown ? ", …" : "");
        _shown = (values.Count > 1 ? "one of " : "") + Quote.Plain(list);
    }

    /// <summary>
    /// The values of a distribution; null where it has a continuum of them, or multiples that are no whole numbers.
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

    /// <summary>The possible value that is meant, or null.</summary>
    public ParameterValue? Find(ParameterValue wanted) => _find(wanted);

    /// <summary>The values, for a message.</summary>
    public override string ToString() => _shown;

    private static ParameterValue AsReal(ParameterValue value) =>
        value is ParameterValue.Integer whole ? new ParameterValue.Number(whole.Value) : value;
}
