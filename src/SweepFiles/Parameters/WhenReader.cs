using System.Collections.Immutable;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Rules;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Parameters;

/// <summary>Reads <c>when</c>: parameters, each with a value or a list of values.</summary>
internal static class WhenReader
{
    private static readonly ValueRule OneValue = new();
    private static readonly ListRule<ParameterValue> SeveralValues = new(OneValue);

    /// <summary>Reads the conditions, in order. Those that cannot be read are reported and left out.</summary>
    public static ImmutableArray<LocatedCondition> Read(string parameter, Section keys, ErrorList errors)
    {
        if (!keys.TryGet(ParameterKeys.When, out var mapping)) return [];
        if (mapping.Entries.Count == 0)
            errors.Add(mapping.At,
                $"parameter '{parameter}': 'when' needs at least one parameter, but got {mapping.Describe()}");
        var conditions = ImmutableArray.CreateBuilder<LocatedCondition>();
        foreach (var entry in mapping.Entries)
        {
            if (ValuesOf(
                $"parameter '{parameter}': 'when' on {Quote.Text(entry.Key)}", entry.Value, errors) is { } values)
                conditions.Add(new(entry.Key, entry.KeyAt, values));
        }
        return conditions.ToImmutable();
    }

    private static ImmutableArray<Located<ParameterValue>>? ValuesOf(string subject, Node node, ErrorList errors) =>
        node is Node.Sequence
            ? SeveralValues.TryRead(subject, node, errors, out var values) ? values : null
            : OneValue.TryRead(subject, node, errors, out var value) ? [new(value, node.At)] : null;
}
