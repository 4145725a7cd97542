using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Web.Answers;

/// <summary>The JSON format of the API.</summary>
internal static class ApiJson
{
    /// <summary>
    /// Creates options with snake-case names, and numbers that are not finite as the texts <c>NaN</c>, <c>Infinity</c>
    /// and <c>-Infinity</c>. Values that are null are written.
    /// </summary>
    public static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }

    /// <summary>Sets the same in options that exist.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.Converters.Add(new JsonStringEnumConverter(
            JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
    }
}
