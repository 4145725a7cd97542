using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Messages;
using Experiments.Web.Answers;

namespace Experiments.Web.Requests;

/// <summary>Reads JSON objects, and says which of their fields is wrong.</summary>
internal static class FieldReader
{
    private static readonly JsonSerializerOptions Json = CreateJson();

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(int)] = "a whole number",
        [typeof(int?)] = "a whole number",
        [typeof(double?)] = "a number",
        [typeof(string)] = "a text",
        [typeof(IReadOnlyList<int>)] = "a list of whole numbers",
        [typeof(IReadOnlyList<double>)] = "a list of numbers",
        [typeof(IReadOnlyList<string>)] = "a list of texts",
    };

    /// <summary>Whether an object of this type has fields.</summary>
    public static bool HasFields(Type type) => Json.GetTypeInfo(type).Properties.Count > 0;

    /// <summary>Whether an object of this type must have fields.</summary>
    public static bool NeedsFields(Type type) => Json.GetTypeInfo(type).Properties.Any(field => field.IsRequired);

    /// <summary>Reads an object; nothing is an empty object.</summary>
    /// <exception cref="UserErrorException">It is no JSON object, or a field is unknown, missing, or has a wrong
    /// value.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(
                content.IsEmpty ? "{}"u8.ToArray() : content,
                new JsonDocumentOptions { AllowDuplicateProperties = false });
            var given = document.RootElement;
            if (given.ValueKind != JsonValueKind.Object)
                throw new UserErrorException("the content must be a JSON object");
            Check(given, Json.GetTypeInfo(typeof(T)).Properties);
            return given.Deserialize<T>(Json)!;
        }
        // A text may have half of a character.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw new UserErrorException($"the content is not valid JSON: {broken.Message.TrimEnd('.')}");
        }
    }

    private static void Check(JsonElement given, IList<JsonPropertyInfo> fields)
    {
        string[] known = [.. fields.Select(field => field.Name)];
        if (given.EnumerateObject().Select(field => field.Name).Except(known).FirstOrDefault() is { } unknown)
            throw new UserErrorException(
                $"'{Causes.Shorten(unknown)}' is no field of this request"
                + (known.Length == 0 ? ", which has none" : Spelling.HintOrList(unknown, known, "it has")));
        foreach (var field in fields)
        {
            if (given.TryGetProperty(field.Name, out var value))
            {
                if (!Fits(value, field))
                    throw new UserErrorException(
                        $"'{field.Name}' must be {Takes(field)}, not {Causes.Shorten(value.GetRawText())}");
            }
            else if (field.IsRequired)
                throw new UserErrorException($"the field '{field.Name}' is missing: {Takes(field)}");
        }
    }

    private static bool Fits(JsonElement value, JsonPropertyInfo field)
    {
        if (value.ValueKind == JsonValueKind.Null) return field.IsSetNullable;
        if (value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null))
            return false;
        try
        {
            return value.Deserialize(field.PropertyType, Json) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Takes(JsonPropertyInfo field) =>
        ((Nullable.GetUnderlyingType(field.PropertyType) ?? field.PropertyType) is { IsEnum: true } words
            ? "one of " + string.Join(", ", Enum.GetNames(words).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))
            : Words[field.PropertyType])
        + (field.IsSetNullable ? " or null" : "");

    private static JsonSerializerOptions CreateJson()
    {
        var json = ApiJson.Create();
        json.MakeReadOnly(populateMissingResolver: true);
        return json;
    }
}
