namespace Experiments.Storage.Model;

/// <summary>A silo of a cluster.</summary>
internal sealed class Silo
{
    /// <summary>The address and generation of the silo.</summary>
    public required string Id { get; init; }

    /// <summary>The cluster it belongs to.</summary>
    public required string Cluster { get; init; }

    /// <summary>The name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>The pool it belongs to.</summary>
    public required string Pool { get; init; }

    /// <summary>The number of CPU cores that it offers.</summary>
    public double Cpus { get; init; }

    /// <summary>The number of GPUs that it offers.</summary>
    public int Gpus { get; init; }

    /// <summary>The address for clients, <c>host:port</c>.</summary>
    public required string Gateway { get; init; }

    /// <summary>The URL of its metrics and health endpoints.</summary>
    public required string Http { get; init; }

    /// <summary>Whether its cluster accepts sweeps from other processes.</summary>
    public bool Serves { get; init; }

    /// <summary>The version of its program.</summary>
    public required string Version { get; init; }

    /// <summary>The version of the messages that it understands.</summary>
    public int Protocol { get; init; }

    /// <summary>The silos that it cannot reach, separated by spaces.</summary>
    public required string Unreached { get; init; }

    /// <summary>
    /// What of it is quarantined because trials keep failing there, and why, as lines for people; empty if nothing is.
    /// </summary>
    public required string Quarantined { get; init; }

    /// <summary>Whether it accepts no more work, because it is about to leave or a user drained it.</summary>
    public bool Draining { get; init; }

    /// <summary>The number of attempts that wait there for the share of another one.</summary>
    public int Waiting { get; init; }

    /// <summary>The time at which it was last heard from, by the database's clock.</summary>
    public DateTimeOffset BeatAt { get; init; }

    /// <summary>The time at which it left, or null if it has not left.</summary>
    public DateTimeOffset? LeftAt { get; init; }
}
