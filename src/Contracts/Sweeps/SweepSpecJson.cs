using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Search.Events;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// The written form of a <see cref="SweepSpec"/>, which travels to the cluster and is stored with the sweep.
/// </summary>
public static class SweepSpecJson
{
    /// <summary>One line of JSON.</summary>
    public static string Write(SweepSpec spec) => JsonSerializer.Serialize(spec, SearchJson.Options);

    /// <summary>Reads what <see cref="Write"/> wrote. Anything else is a <see cref="JsonException"/>.</summary>
    /// <exception cref="UserErrorException">Its algorithms are of a version that this program does not know.</exception>
    public static SweepSpec Read(string json)
    {
        var spec = JsonSerializer.Deserialize<SweepSpec>(json, SearchJson.Options)
            ?? throw new JsonException("A sweep's specification is an object, not null.");
        return spec.Search.Version <= AlgorithmVersions.Newest
            ? spec
            : throw new UserErrorException(
                $"Sweep '{spec.Name}' was submitted to a newer version of experiments: use that one to go on with it.");
    }
}
