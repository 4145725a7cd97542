using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Workloads;

/// <summary>
/// Converts a <see cref="ParameterValue"/> to and from a plain JSON value and keeps whole and real numbers apart.
/// </summary>
public sealed class ParameterValueJsonConverter : JsonConverter<ParameterValue>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new ParameterValue.Text(reader.GetString()!);
            case JsonTokenType.True or JsonTokenType.False:
                return new ParameterValue.Flag(reader.GetBoolean());
            case JsonTokenType.Number:
                return reader.ValueSpan.IndexOfAny(".eE"u8) < 0 && reader.TryGetInt64(out var whole)
                    ? new ParameterValue.Integer(whole)
                    : new ParameterValue.Number(Finite(reader.GetDouble()));
            case JsonTokenType.Null:
                return new ParameterValue.Null();
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<ParameterValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader, typeToConvert, options));
                return new ParameterValue.List(items.ToImmutable());
            default:
                throw new JsonException($"A parameter's value cannot be a JSON {reader.TokenType}.");
        }
    }

    // A number such as 1e999 is valid JSON and is read as infinity.
    private static double Finite(double number) => double.IsFinite(number)
        ? number
        : throw new JsonException("A parameter's value is outside the range of a double.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case ParameterValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case ParameterValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case ParameterValue.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item, options);
                writer.WriteEndArray();
                break;
            // Without an exponent above 1e15: PostgreSQL's jsonb would turn 1.5E+17 into a whole number.
            case ParameterValue.Number { Value: >= 1e15 or <= -1e15 } large:
                writer.WriteRawValue(large.Value.ToString("F1", CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteRawValue(value.ToString());
                break;
        }
    }
}
