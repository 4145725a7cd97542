using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// Writes a progress as an array, in the order of its parameters; infinite values are null. The form is short because a
/// long sweep stores one for each paused trial. The outcomes are left out if there are none.
/// </summary>
internal sealed class RungProgressJsonConverter : JsonConverter<RungProgress>
{
    private static readonly RungResultJsonConverter Result = new();
    private static readonly OutcomeValuesJsonConverter Values = new();

    /// <inheritdoc/>
    public override RungProgress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("A progress is an array.");
        var (bracket, rung) = (Whole(ref reader), Whole(ref reader));
        reader.Read();
        var result = Result.Read(ref reader, typeof(RungResult), options);
        var objective = Real(ref reader);
        var (best, sum) = (Score(ref reader), Score(ref reader));
        var reached = Whole(ref reader);
        reader.Read();
        OutcomeValues? outcomes = null;
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            outcomes = Values.Read(ref reader, typeof(OutcomeValues), options);
            reader.Read();
        }

        return reader.TokenType == JsonTokenType.EndArray
            ? new(bracket, rung, result, objective, best, sum, reached, outcomes)
            : throw new JsonException("A progress has seven items, and outcomes.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RungProgress value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Bracket);
        writer.WriteNumberValue(value.Rung);
        Result.Write(writer, value.Result, options);
        foreach (var number in new[] { value.Objective, value.Best, value.Sum })
        {
            if (number is { } finite && double.IsFinite(finite)) writer.WriteNumberValue(finite);
            else writer.WriteNullValue();
        }

        writer.WriteNumberValue(value.Reached);
        if (value.Outcomes is not null) Values.Write(writer, value.Outcomes, options);
        writer.WriteEndArray();
    }

    private static int Whole(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number
            ? reader.GetInt32()
            : throw new JsonException("A progress needs a number here.");

    // Scores are never NaN, and infinite only where they are the worst.
    private static double Score(ref Utf8JsonReader reader) => Real(ref reader) ?? double.PositiveInfinity;

    private static double? Real(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetDouble(),
            JsonTokenType.Null => null,
            _ => throw new JsonException("A progress needs a number or null here."),
        };
    }
}
