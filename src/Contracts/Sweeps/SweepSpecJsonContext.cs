using System.Text.Json;
using System.Text.Json.Serialization;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// Code that reads and writes specifications, generated when this is built: to find out at run time how to takes a
/// hundred times as long as to read one. Names and formats are those of the options that it is created with.
/// </summary>
[JsonSerializable(typeof(SweepSpec))]
internal sealed partial class SweepSpecJsonContext : JsonSerializerContext
{
    /// <summary>
    /// The properties with an initial value that is not the default of its type, by the path of their object. Generated
    /// code sets those that are missing to the default of their type.
    /// </summary>
    private static readonly (string[] Path, string[] Properties)[] WithInitialValues =
    [
        ([], ["warm_start", "resources", "checkpoint_every_epochs"]),
        (["resources"], ["cpu", "pool", "weight"]),
        (["search"], ["version", "enqueue", "max_restarts"]),
    ];

    /// <summary>
    /// Returns whether the generated code reads a text rightly: earlier versions wrote fewer properties.
    /// </summary>
    public static bool Reads(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return Array.TrueForAll(WithInitialValues, one => HasAll(Find(root, one.Path), one.Properties))
            && (!Is(root, "workload", "program") || HasAll(Find(root, ["workload"]), ["environment"]));
    }

    private static JsonElement? Find(JsonElement root, string[] path)
    {
        foreach (var name in path)
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out root)) return null;
        return root;
    }

    private static bool HasAll(JsonElement? found, string[] properties) =>
        found is { ValueKind: JsonValueKind.Object } element
        && Array.TrueForAll(properties, property => element.TryGetProperty(property, out _));

    private static bool Is(JsonElement root, string property, string kind) =>
        Find(root, [property, "kind"]) is { ValueKind: JsonValueKind.String } found && found.ValueEquals(kind);
}
