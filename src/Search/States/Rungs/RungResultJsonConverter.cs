using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// Writes a result as <c>[score, trial]</c>, followed by the violation and by an array of the scores of the further
/// objectives if there are any, because a long sweep stores very many of them.
/// </summary>
internal sealed class RungResultJsonConverter : JsonConverter<RungResult>
{
    private const string Infinity = "Infinity";

    private static readonly OutcomeValuesJsonConverter Values = new();

    /// <inheritdoc/>
    public override RungResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A result at a rung is an array.");
        reader.Read();
        var score = reader.TokenType == JsonTokenType.Number ? reader.GetDouble()
            : reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(Infinity) ? double.PositiveInfinity
            : throw new JsonException("A result at a rung begins with its score.");
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number) throw new JsonException("A result at a rung names its trial.");
        var trial = reader.GetInt32();
        reader.Read();
        var violation = 0.0;
        if (reader.TokenType == JsonTokenType.Number)
        {
            violation = reader.GetDouble();
            reader.Read();
        }
        OutcomeValues? more = null;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            more = Values.Read(ref reader, typeof(OutcomeValues), options);
            reader.Read();
        }

        return reader.TokenType == JsonTokenType.EndArray
            ? new RungResult(score, trial, violation, more)
            : throw new JsonException("A result at a rung is its score, its trial, its violation and further scores.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RungResult value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        if (double.IsFinite(value.Score)) writer.WriteNumberValue(value.Score);
        else writer.WriteStringValue(Infinity);
        writer.WriteNumberValue(value.Trial);
        if (value.Violation > 0) writer.WriteNumberValue(value.Violation);
        if (value.More is not null) Values.Write(writer, value.More, options);
        writer.WriteEndArray();
    }
}
