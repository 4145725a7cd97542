using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Workloads;

/// <summary>Converts an <see cref="Assignment"/> to and from a JSON object that maps names to values.</summary>
public sealed class AssignmentJsonConverter : JsonConverter<Assignment>
{
    private static readonly ParameterValueJsonConverter Value = new();

    /// <summary>
    /// The names of the last assignment read, reused because the next one usually has the same names.
    /// </summary>
    [ThreadStatic] private static string[]? _names;

    /// <inheritdoc/>
    public override Assignment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An assignment is an object.");
        var names = _names ?? [];
        var isNew = false;
        var values = new List<KeyValuePair<string, ParameterValue>>(names.Length);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var known = values.Count < names.Length ? names[values.Count] : null;
            var isKnown = known is not null && reader.ValueTextEquals(known);
            isNew |= !isKnown;
            var name = isKnown ? known! : reader.GetString()!;
            reader.Read();
            values.Add(new(name, Value.Read(ref reader, typeof(ParameterValue), options)));
        }

        if (isNew) _names = [.. values.Select(value => value.Key)];
        return new(values);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Assignment value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, parameter) in value)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, parameter, options);
        }
        writer.WriteEndObject();
    }
}
