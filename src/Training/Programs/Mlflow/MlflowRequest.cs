using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Experiments.Training.Programs.Mlflow;

/// <summary>The fields of a request: those of its body, and for GET those of its address.</summary>
internal sealed class MlflowRequest(JsonObject fields)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Returns the fields of an address.</summary>
    public static MlflowRequest Of(NameValueCollection query) =>
        new(new JsonObject(query.AllKeys.OfType<string>().Select(
            name => KeyValuePair.Create(name, (JsonNode?)query[name]))));

    /// <summary>Reads a body, which may be empty.</summary>
    /// <exception cref="MlflowException">It is no JSON object.</exception>
    public static MlflowRequest Of(string body)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(body)) return new([]);
            return JsonNode.Parse(body, documentOptions: Strict) is JsonObject fields
                ? new(fields)
                : throw MlflowException.Invalid("the body of a request is a JSON object");
        }
        catch (JsonException wrong)
        {
            throw MlflowException.Invalid($"the body of a request is a JSON object: {wrong.Message}");
        }
    }

    /// <summary>Returns a text, or null if the field is missing or empty.</summary>
    public string? Find(string name) => fields[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String =>
            value.GetValue<string>() is { Length: > 0 } text ? text : null,
        var other => other.ToJsonString(),
    };

    /// <summary>Returns a text.</summary>
    /// <exception cref="MlflowException">The field is missing.</exception>
    public string Text(string name) =>
        Find(name) ?? throw MlflowException.Invalid($"the request has no '{name}'");

    /// <summary>Returns a number, which clients may write as a text: <c>NaN</c>, <c>1700</c>.</summary>
    /// <exception cref="MlflowException">The field is missing, or no number.</exception>
    public double Number(string name) => Text(name) switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        var text => throw MlflowException.Invalid($"'{name}' is a number, and not '{text}'"),
    };

    /// <summary>Returns a whole number, or the default if the field is missing.</summary>
    /// <exception cref="MlflowException">It is no whole number.</exception>
    public long Whole(string name, long byDefault)
    {
        if (Find(name) is not { } text) return byDefault;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw MlflowException.Invalid($"'{name}' is a whole number, and not '{text}'");
    }

    /// <summary>Returns the objects of a list, which is empty if the field is missing.</summary>
    /// <exception cref="MlflowException">It is no list of objects.</exception>
    public IReadOnlyList<MlflowRequest> List(string name) => fields[name] switch
    {
        null => [],
        JsonArray items when items.All(item => item is JsonObject) =>
            [.. items.Select(item => new MlflowRequest((JsonObject)item!))],
        _ => throw MlflowException.Invalid($"'{name}' is a list of objects"),
    };
}
