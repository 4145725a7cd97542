using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Search.States.Trials;

/// <summary>Writes values as an array; those that are not finite as text, as everywhere in the log.</summary>
internal sealed class OutcomeValuesJsonConverter : JsonConverter<OutcomeValues>
{
    private static readonly JsonSerializerOptions Numbers =
        new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <inheritdoc/>
    public override OutcomeValues Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new([.. JsonSerializer.Deserialize<double?[]>(ref reader, Numbers)
            ?? throw new JsonException("Values are an array.")]);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OutcomeValues value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize<double?[]>(writer, [.. value.Items], Numbers);
}
