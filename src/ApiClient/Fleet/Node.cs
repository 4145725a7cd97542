namespace Experiments.ApiClient.Fleet;

/// <summary>A node.</summary>
public sealed record Node
{
    /// <summary>The name.</summary>
    [System.Text.Json.Serialization.JsonPropertyName("node")]
    public required string Name { get; init; }

    /// <summary>The pool that it belongs to.</summary>
    public required string Pool { get; init; }

    /// <summary>The cluster that it belongs to.</summary>
    public required string Cluster { get; init; }

    /// <summary>The number of CPU cores that it offers.</summary>
    public required double Cpus { get; init; }

    /// <summary>The number of GPUs that it offers.</summary>
    public required int Gpus { get; init; }

    /// <summary>The version of its program.</summary>
    public required string Version { get; init; }

    /// <summary>Whether it accepts no more work.</summary>
    public required bool Draining { get; init; }

    /// <summary>What of it is quarantined, and why; empty if nothing is.</summary>
    public required string Quarantined { get; init; }

    /// <summary>The silos of its cluster that it cannot reach.</summary>
    public IReadOnlyList<string> Unreached { get; init; } = [];

    /// <summary>The seconds since its last sign of life.</summary>
    public required double LastSeenSeconds { get; init; }

    /// <summary>The number of attempts that wait there for the share of another one.</summary>
    public int Waiting { get; init; }

    /// <summary>The trials that run or wait there.</summary>
    public IReadOnlyList<TrialOnNode> Trials { get; init; } = [];

    /// <summary>Whether it is alive. Nodes that are not are listed only if that is asked for.</summary>
    public bool Alive { get; init; } = true;

    /// <summary>Whether a user drained it.</summary>
    public bool Drained { get; init; }

    /// <summary>Whether its silo itself accepts no more work: because it is about to leave, or was drained.</summary>
    public bool Leaving { get; init; }

    /// <summary>Its silo, which is a new one at each start.</summary>
    public string Silo { get; init; } = "";

    /// <summary>The address for clients of its cluster.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The URL of its metrics and health endpoints.</summary>
    public string Http { get; init; } = "";

    /// <summary>Whether its cluster accepts sweeps from other processes.</summary>
    public bool Serves { get; init; }
}

/// <summary>A trial that runs or waits on a node.</summary>
/// <param name="Sweep">The id of its sweep.</param>
/// <param name="Trial">Its number.</param>
public sealed record TrialOnNode(string Sweep, int Trial);
