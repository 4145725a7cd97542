using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Search.Spaces;

/// <summary>Writes an <see cref="Assignment"/> as a JSON object from names to values.</summary>
public sealed class AssignmentJsonConverter : JsonConverter<Assignment>
{
    private static readonly ParameterValueJsonConverter Value = new();

    /// <inheritdoc/>
    public override Assignment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An assignment is an object.");
        var values = new List<KeyValuePair<string, ParameterValue>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values.Add(new(name, Value.Read(ref reader, typeof(ParameterValue), options)));
        }

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
