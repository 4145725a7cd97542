using System.Text.Json;
using System.Text.RegularExpressions;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reads the numbers of a JSON object; those of objects in it by dotted names. <c>NaN</c> and infinities count, in quotes or,
/// as Python writes them, without. Texts, flags, nulls and lists are no metrics.
/// </summary>
internal static partial class JsonMetrics
{
    /// <summary>The numbers by name; null where the text is no object or has none.</summary>
    public static Dictionary<string, double>? Read(string text)
    {
        var values = new Dictionary<string, double>();
        if (!TryRead(text, values) && !TryRead(NotANumber().Replace(text, "\"$0\""), values)) return null;
        return values.Count > 0 ? values : null;
    }

    private static bool TryRead(string text, Dictionary<string, double> values)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            Gather("", document.RootElement, values);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Gather(string prefix, JsonElement parent, Dictionary<string, double> values)
    {
        foreach (var property in parent.EnumerateObject())
        {
            var name = prefix + property.Name;
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.Number:
                    values[name] = property.Value.GetDouble();
                    break;
                case JsonValueKind.String when NonFinite(property.Value.GetString()!) is { } value:
                    values[name] = value;
                    break;
                case JsonValueKind.Object:
                    Gather(name + ".", property.Value, values);
                    break;
            }
        }
    }

    private static double? NonFinite(string text) =>
        NamedValues.TryRead(text, out var value) && !double.IsFinite(value) ? value : null;

    // JSON has no such word, so where one stands as a value it can be nothing else.
    [GeneratedRegex(@"(?<=[:\[,]\s*)-?(?:NaN|Infinity)(?=\s*[,}\]])")]
    private static partial Regex NotANumber();
}
