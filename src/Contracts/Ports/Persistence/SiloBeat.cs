using System.Collections.Immutable;

namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A sign of life of a silo, with its properties.</summary>
public sealed record SiloBeat
{
    /// <summary>The silo, including its generation, as its trials name it.</summary>
    public required string Silo { get; init; }

    /// <summary>The cluster it belongs to.</summary>
    public required string Cluster { get; init; }

    /// <summary>The name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>The pool it belongs to.</summary>
    public required string Pool { get; init; }

    /// <summary>The number of CPU cores that it offers.</summary>
    public required double Cpus { get; init; }

    /// <summary>The number of GPUs that it offers.</summary>
    public required int Gpus { get; init; }

    /// <summary>The address for clients, <c>host:port</c>.</summary>
    public required string Gateway { get; init; }

    /// <summary>The URL of its metrics and health endpoints.</summary>
    public required string Http { get; init; }

    /// <summary>
    /// Whether its cluster accepts sweeps from other processes (<c>serve</c>), or runs only its own (<c>run</c>).
    /// </summary>
    public required bool Serves { get; init; }

    /// <summary>The version of its program.</summary>
    public required string Version { get; init; }

    /// <summary>The version of the messages that it understands, see <see cref="Grains.Protocol.Number"/>.</summary>
    public required int Protocol { get; init; }

    /// <summary>The silos of its cluster that it cannot reach at the moment. Default: none.</summary>
    public ImmutableArray<string> Unreached { get; init; } = [];

    /// <summary>What of it is quarantined, and why, as messages for people. Default: nothing.</summary>
    public ImmutableArray<string> Quarantined { get; init; } = [];

    /// <summary>Whether it accepts no more work, because it is about to leave or a user drained it.</summary>
    public bool Draining { get; init; }

    /// <summary>The number of attempts that wait there for the share of another one.</summary>
    public int Waiting { get; init; }

    /// <summary>The time between two beats: 2 s.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The time without a beat after which a silo counts as dead: 10 s.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(10);
}
