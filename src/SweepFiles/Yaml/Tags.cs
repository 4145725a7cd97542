using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Experiments.SweepFiles.Yaml;

/// <summary>
/// Tags of the core schema of YAML 1.2, such as <c>!!float</c>: they set the type of a value regardless of its form.
/// </summary>
internal static class Tags
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>Returns a scalar's value by its tag, or by its form if it has none.</summary>
    /// <exception cref="SweepFileRefusedException">The value does not match its tag.</exception>
    public static ParameterValue? ValueOf(Scalar scalar, Position at)
    {
        var text = new ParameterValue.Text(scalar.Value);
        if (scalar.Tag.IsEmpty) return scalar.Style == ScalarStyle.Plain ? ScalarTypes.Resolve(scalar.Value) : text;
        if (scalar.Tag.IsNonSpecific) return text;
        var plain = ScalarTypes.Resolve(scalar.Value);
        return (NameOf(scalar), plain) switch
        {
            ("str", _) => text,
            ("null", null) => null,
            ("bool", ParameterValue.Flag) or ("int", ParameterValue.Integer)
                or ("float", ParameterValue.Number) => plain,
            ("float", ParameterValue.Integer whole) => new ParameterValue.Number(whole.Value),
            _ => throw Wrong(scalar, Quote.Text(scalar.Value), at),
        };
    }

    /// <summary>Checks the tag of a list or a mapping.</summary>
    /// <exception cref="SweepFileRefusedException">The tag does not match.</exception>
    public static void Check(NodeEvent collection, Position at)
    {
        var (name, shown) = collection is SequenceStart ? ("seq", "a list") : ("map", "a mapping");
        if (!collection.Tag.IsEmpty && !collection.Tag.IsNonSpecific && NameOf(collection) != name)
            throw Wrong(collection, shown, at);
    }

    private static string? NameOf(NodeEvent node) =>
        node.Tag.Value.StartsWith(Core, StringComparison.Ordinal) ? node.Tag.Value[Core.Length..] : null;

    private static SweepFileRefusedException Wrong(NodeEvent node, string shown, Position at) =>
        new(at, NameOf(node) is "str" or "null" or "bool" or "int" or "float" or "seq" or "map"
            ? $"the tag !!{NameOf(node)} does not go with {shown}"
            : $"the tag {Quote.Text(node.Tag.Value)} is not supported; write the plain value");
}
