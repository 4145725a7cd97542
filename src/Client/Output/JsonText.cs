using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Experiments.Search.Events;

namespace Experiments.Client.Output;

/// <summary>
/// Writes rows as indented JSON. Numbers that are not finite are written as strings, since JSON cannot represent them.
/// </summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // The output is not embedded in web pages, so HTML-sensitive characters need no escapes.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string OfArray<T>(IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var row in rows) WriteRow(json, columns, row);
        json.WriteEndArray();
    });

    public static string OfObject<T>(IReadOnlyList<Column<T>> columns, T row) =>
        Write(json => WriteRow(json, columns, row));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options)) write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteRow<T>(Utf8JsonWriter json, IReadOnlyList<Column<T>> columns, T row)
    {
        json.WriteStartObject();
        foreach (var column in columns.Where(column => column.InData))
        {
            json.WritePropertyName(column.Name);
            WriteValue(json, column.Value(row));
        }

        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case Fields fields:
                json.WriteStartObject();
                foreach (var (name, item) in fields.Items)
                {
                    json.WritePropertyName(name);
                    WriteValue(json, item);
                }

                json.WriteEndObject();
                break;
            case double number when !double.IsFinite(number):
                json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
                break;
            case ParameterValue parameter:
                json.WriteRawValue(JsonSerializer.Serialize(parameter, SearchJson.Options));
                break;
            case DateTimeOffset:
            case Enum:
                json.WriteStringValue(FullText.Format(value));
                break;
            default:
                JsonSerializer.Serialize(json, value);
                break;
        }
    }
}
