using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Search.States;

namespace Experiments.Search.Events;

/// <summary>How events, actions and specs are written down.</summary>
public static class SearchJson
{
    /// <summary>Version of the written form. A reader refuses a newer one.</summary>
    public const int Version = 1;

    /// <summary>
    /// Version of what a <see cref="SearchState"/> remembers and how it is written. A snapshot of another version is not read:
    /// the log is, which never changes. Whoever changes what is remembered, or how it follows from the log, raises it.
    /// </summary>
    public const int StateVersion = 2;

    /// <summary>
    /// Snake-case names, NaN and infinities as text, type names in any position (PostgreSQL reorders keys).
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
