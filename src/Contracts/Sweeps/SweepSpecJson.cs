using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// Reads and writes a <see cref="SweepSpec"/> as JSON, which is sent to the cluster and stored with the sweep.
/// </summary>
public static class SweepSpecJson
{
    private static readonly SweepSpecJsonContext Generated = new(new JsonSerializerOptions(SearchJson.Options));

    /// <summary>A specification with what most have.</summary>
    internal const string Example =
        """
        {"name":"a","workload":{"kind":"program","file":"a","command":["a"],"directory":"a","environment":{}},
        "metric":"a","search":{"version":1,"space":{"parameters":[
        {"name":"a","distribution":{"kind":"uniform","min":0,"max":1},"when":[]}]},
        "method":"random","seed":0,"goal":"minimize","run_cap":1,"enqueue":[],"max_restarts":1},"warm_start":[],
        "resources":{"cpu":1,"pool":"a","weight":1},"checkpoint_every_epochs":1,"keep_checkpoints":"best"}
        """;

    /// <summary>
    /// Reads an example, so that the next <see cref="Read"/> of this process takes less time: the runtime compiles the
    /// code that reads when it is used for the first time, for a tenth of a second.
    /// </summary>
    public static void Prepare() => Read(Example);

    /// <summary>Returns the specification as one line of JSON.</summary>
    public static string Write(SweepSpec spec) => JsonSerializer.Serialize(spec, Generated.SweepSpec);

    /// <summary>Reads the output of <see cref="Write"/>. Anything else throws a <see cref="JsonException"/>.</summary>
    /// <exception cref="UserErrorException">The version of its algorithms is newer than this program knows.</exception>
    public static SweepSpec Read(string json)
    {
        var spec = (SweepSpecJsonContext.Reads(json)
                ? JsonSerializer.Deserialize(json, Generated.SweepSpec)
                : JsonSerializer.Deserialize<SweepSpec>(json, SearchJson.Options))
            ?? throw new JsonException("A sweep's specification is an object, not null.");
        RefuseNewer(spec);
        return spec;
    }

    /// <summary>Makes sure that this program knows the version of a sweep's algorithms.</summary>
    /// <exception cref="UserErrorException">It is newer than this program knows.</exception>
    public static void RefuseNewer(SweepSpec spec)
    {
        if (spec.Search.Version <= AlgorithmVersions.Newest) return;
        throw new UserErrorException(
            $"Sweep '{spec.Name}' was submitted to a newer version of experiments: use that version to continue it.");
    }
}
