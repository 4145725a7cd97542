using System.Text.Json;
using Experiments.Search.Deciding;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// The written form of a <see cref="SweepSpec"/>, which travels to the cluster and is stored with the sweep.
/// </summary>
public static class SweepSpecJson
{
    /// <summary>One line of JSON.</summary>
    public static string Write(SweepSpec spec) => JsonSerializer.Serialize(spec, SearchJson.Options);

    /// <summary>Reads what <see cref="Write"/> wrote. Anything else is a <see cref="JsonException"/>.</summary>
    public static SweepSpec Read(string json) =>
        JsonSerializer.Deserialize<SweepSpec>(json, SearchJson.Options)
        ?? throw new JsonException("A sweep's specification is an object, not null.");
}
