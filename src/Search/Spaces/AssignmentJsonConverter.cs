using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Search.Spaces;

/// <summary>Writes an <see cref="Assignment"/> as a JSON object from names to values.</summary>
public sealed class AssignmentJsonConverter : JsonConverter<Assignment>
{
    /// <inheritdoc/>
    public override Assignment Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<OrderedDictionary<string, ParameterValue>>(ref reader, options)!);

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
