using System.Text.Json;
using System.Text.Json.Nodes;

namespace Experiments.Training.Programs.Commands;

/// <summary>Formats parameter values for programs.</summary>
internal static class ValueText
{
    /// <summary>
    /// Formats a value for an argument like Python's <c>str</c>, which sweep files of W&amp;B rely on: <c>True</c>,
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

    /// <summary>
    /// Formats all values as one JSON object. Dotted names, which nested parameters have, become nested objects.
    /// </summary>
    public static string ToJson(Assignment assignment)
    {
        var root = new JsonObject();
        foreach (var (name, value) in assignment)
        {
            var node = JsonSerializer.SerializeToNode(value);
            var (parent, rest) = (root, name);
            while (rest.IndexOf('.') is > 0 and var dot && dot < rest.Length - 1
                && Inner(parent, rest[..dot]) is { } inner)
                (parent, rest) = (inner, rest[(dot + 1)..]);
            // A parameter with the same name as a group keeps that name; the group's parameters then keep their full
            // names.
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
