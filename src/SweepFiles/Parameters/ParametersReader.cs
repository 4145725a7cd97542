using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Experiments.Search.Spaces;
using Experiments.SweepFiles.Keys;
using Experiments.SweepFiles.Yaml;

namespace Experiments.SweepFiles.Parameters;

/// <summary>Reads <c>parameters</c> and flattens nested ones to dotted names.</summary>
internal sealed partial class ParametersReader(ErrorList errors)
{
    private const int LongestName = 200;
    private const int MostParameters = 1_000;

    private readonly OrderedDictionary<string, LocatedParameter> _parameters = [];

    /// <summary>Reads all parameters in the order of the file, each name once.</summary>
    public static ImmutableArray<LocatedParameter> Read(Node.Mapping mapping, ErrorList errors)
    {
        var reader = new ParametersReader(errors);
        reader.ReadAll(mapping, "", []);
        return [.. reader._parameters.Values];
    }

    private void ReadAll(Node.Mapping mapping, string prefix, ImmutableArray<LocatedCondition> inherited)
    {
        foreach (var entry in mapping.Entries) ReadOne(entry, prefix + entry.Key, inherited);
    }

    private void ReadOne(Node.Entry entry, string name, ImmutableArray<LocatedCondition> inherited)
    {
        if (name.Length > LongestName || !Name().IsMatch(name))
        {
            errors.Add(entry.KeyAt,
                "a parameter's name is made of letters, digits, '_', '-' and '.', begins with a letter or '_' "
                + $"and has at most {LongestName} characters, but here is {Quote.Text(name)}");
            return;
        }
        if (entry.Value is not Node.Mapping mapping)
        {
            errors.Add(entry.Value.At,
                $"parameter '{name}' needs a mapping, but got {entry.Value.Describe()}{Example(entry.Value)}");
            return;
        }
        var isGroup = mapping.Entries.Any(key => key.Key == ParameterKeys.Parameters.Name);
        var keys = new Section(
            mapping, isGroup ? ParameterKeys.Group : ParameterKeys.All, $"parameter '{name}'", errors);
        var conditions = inherited.AddRange(WhenReader.Read(name, keys, errors));
        if (isGroup) ReadGroup(keys, name, conditions);
        else Add(entry, ReadLeaf(entry, name, keys, conditions));
    }

    private void ReadGroup(Section keys, string name, ImmutableArray<LocatedCondition> conditions)
    {
        if (!keys.TryGet(ParameterKeys.Parameters, out var nested)) return;
        if (nested.Entries.Count == 0) errors.Add(nested.At, $"parameter '{name}' needs at least one nested parameter");
        ReadAll(nested, name + ".", conditions);
    }

    private LocatedParameter ReadLeaf(
        Node.Entry entry, string name, Section keys, ImmutableArray<LocatedCondition> conditions)
    {
        var distribution = DistributionReader.Read(new(name, keys, errors));
        ImmutableArray<Position> valuesAt = distribution switch
        {
            Distribution.Constant => [keys.ValuePositionOf(ParameterKeys.Value)],
            Distribution.Categorical =>
                [.. ((Node.Sequence)keys.ValueOf(ParameterKeys.Values)!).Items.Select(item => item.At)],
            _ => [],
        };
        return new(name, entry.KeyAt, entry.Value.At, distribution, valuesAt, conditions, keys);
    }

    private void Add(Node.Entry entry, LocatedParameter parameter)
    {
        if (_parameters.Count == MostParameters)
            throw new SweepFileRefusedException(entry.KeyAt, $"has more than {MostParameters} parameters");
        if (!_parameters.TryAdd(parameter.Name, parameter))
            errors.Add(entry.KeyAt,
                $"parameter '{parameter.Name}' is defined twice; "
                + $"it is also on line {_parameters[parameter.Name].NameAt.Line}");
    }

    private static string Example(Node node) => node switch
    {
        Node.Scalar { Value: not null } scalar => $"; write {{value: {Quote.Plain(scalar.Text)}}}",
        Node.Sequence { Items.Count: > 0 } =>
            "; write {values: [...]} for a choice, or {value: [...]} for a constant list",
        _ => "; write {value: ...}, {values: [...]} or {min: ..., max: ...}",
    };

    // The same names as W&B allows, so that they work as command-line arguments.
    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_.-]*\z")]
    private static partial Regex Name();
}
