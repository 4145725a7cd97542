using System.Text.Json;
using System.Text.Json.Nodes;
using Experiments.Search.Spaces;

namespace Experiments.Training.Programs.Commands;

/// <summary>Values of parameters as programs read them.</summary>
internal static class ValueText
{
    /// <summary>
    /// In an argument, as Python's <c>str</c> writes it, which is what sweep files of W&amp;B rely on: <c>True</c>,
    /// <c>None</c>, <c>1e-05</c>, <c>[128, 64]</c>.
    /// </summary>
    public static string InArgument(ParameterValue value) => value switch
    {
        ParameterValue.Flag { Value: true } => "True",
        ParameterValue.Flag => "False",
        ParameterValue.Null => "None",
        ParameterValue.Number number => number.ToString().Replace('E', 'e'),
        ParameterValue.List list => $"[{string.Join(", ", list.Items.Select(InList))}]",
        _ => value.ToString()!,
    };

    /// <summary>All values as one JSON object; dotted names, which nested parameters have, become nested objects.</summary>
    public static string ToJson(Assignment assignment)
    {
        var root = new JsonObject();
        foreach (var (name, value) in assignment)
        {
            var node = JsonSerializer.SerializeToNode(value);
            var (parent, rest) = (root, name);
            while (rest.IndexOf('.') is > 0 and var dot && dot < rest.Length - 1 && Inner(parent, rest[..dot]) is { } inner)
                (parent, rest) = (inner, rest[(dot + 1)..]);
            // A parameter that has the name of a group keeps it, and the group's are then named in full.
            parent[parent.ContainsKey(rest) ? name : rest] = node;
        }

        return root.ToJsonString();
    }

    private static JsonObject? Inner(JsonObject parent, string name)
    {
        if (!parent.ContainsKey(name)) parent[name] = new JsonObject();
        return parent[name] as JsonObject;
    }

    private static string InList(ParameterValue value) =>
        value is ParameterValue.Text text ? JsonSerializer.Serialize(text.Value) : InArgument(value);
}
