using System.Text.Json;
using Experiments.Search.Events;
using Experiments.Search.Specs;

namespace Experiments.Contracts.Sweeps;

/// <summary>
/// Reads and writes a <see cref="SweepSpec"/> as JSON, which is sent to the cluster and stored with the sweep.
/// </summary>
public static class SweepSpecJson
{
    // Has each kind of value that most sweeps have.
    private const string Example =
        """
        {
          "name": "example", "metric": "loss", "warm_start": [], "checkpoint_every_epochs": 1,
          "workload": {
            "kind": "program", "file": "a.py", "command": ["a"], "directory": "/", "environment": {"a": "b"}
          },
          "search": {
            "version": 1, "method": "random", "seed": 0, "goal": "minimize", "run_cap": 1, "max_restarts": 3,
            "enqueue": [],
            "space": {
              "parameters": [
                {"name": "a", "distribution": {"kind": "log_uniform", "min": 0.1, "max": 1}, "when": []},
                {"name": "b", "distribution": {"kind": "categorical", "values": ["c", 1]}, "when": []}
              ]
            }
          },
          "resources": {"gpu": 0, "cpu": 1, "pool": "default", "priority": 0, "weight": 1}, "keep_checkpoints": "best"
        }
        """;

    /// <summary>
    /// Reads an example and drops it. The first <see cref="Read"/> of a process takes a hundred times as long as the
    /// next ones, because .NET then compiles what reads the types; a program can let that happen while it waits for
    /// something else.
    /// </summary>
    public static void Prepare() => Read(Example);

    /// <summary>Returns the specification as one line of JSON.</summary>
    public static string Write(SweepSpec spec) => JsonSerializer.Serialize(spec, SearchJson.Options);

    /// <summary>Reads the output of <see cref="Write"/>. Anything else throws a <see cref="JsonException"/>.</summary>
    /// <exception cref="UserErrorException">The version of its algorithms is newer than this program knows.</exception>
    public static SweepSpec Read(string json)
    {
        var spec = JsonSerializer.Deserialize<SweepSpec>(json, SearchJson.Options)
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
