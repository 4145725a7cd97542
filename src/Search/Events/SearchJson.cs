using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Search.States;

namespace Experiments.Search.Events;

/// <summary>The JSON format of events, actions and specs.</summary>
public static class SearchJson
{
    /// <summary>The version of the format. A reader refuses a newer one.</summary>
    public const int Version = 1;

    /// <summary>
    /// The version of what a <see cref="SearchState"/> remembers and how it is written. A snapshot of another version
    /// is not read; the log, which never changes, is read instead. Raise it with any change to what is remembered or to
    /// how it follows from the log.
    /// </summary>
    public const int StateVersion = 9;

    /// <summary>
    /// Snake-case names, NaN and infinities as text, type discriminators in any position (PostgreSQL reorders keys).
    /// </summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
