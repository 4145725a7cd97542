using System.Text.Json;
using System.Text.Json.Serialization;
using Experiments.Search.Events;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>Reads and writes a <see cref="Provenance"/> as JSON, which is stored with its sweep.</summary>
public static class ProvenanceJson
{
    private static readonly ProvenanceJsonContext Generated = new(new JsonSerializerOptions(SearchJson.Options));

    /// <summary>Returns the provenance as one line of JSON.</summary>
    public static string Write(Provenance provenance) => JsonSerializer.Serialize(provenance, Generated.Provenance);

    /// <summary>Reads the output of <see cref="Write"/>. Anything else throws a <see cref="JsonException"/>.</summary>
    public static Provenance Read(string json) => JsonSerializer.Deserialize(json, Generated.Provenance)
        ?? throw new JsonException("A sweep's provenance is an object, not null.");
}

/// <summary>Code that is generated when this is built, because reading by reflection starts slowly.</summary>
[JsonSerializable(typeof(Provenance))]
internal sealed partial class ProvenanceJsonContext : JsonSerializerContext;
