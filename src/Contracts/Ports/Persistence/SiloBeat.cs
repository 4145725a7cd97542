namespace Experiments.Contracts.Ports.Persistence;

/// <summary>A sign of life of a silo, and what there is to know of it.</summary>
public sealed record SiloBeat
{
    /// <summary>The silo, generation included, as trials name it that run there.</summary>
    public required string Silo { get; init; }

    /// <summary>The cluster it belongs to.</summary>
    public required string Cluster { get; init; }

    /// <summary>What people call the node.</summary>
    public required string Node { get; init; }

    /// <summary>The pool it lends to.</summary>
    public required string Pool { get; init; }

    /// <summary>CPU cores that it lends.</summary>
    public required double Cpus { get; init; }

    /// <summary>GPUs that it lends.</summary>
    public required int Gpus { get; init; }

    /// <summary>Where clients reach it, <c>host:port</c>.</summary>
    public required string Gateway { get; init; }

    /// <summary>Where its metrics and health are, a URL.</summary>
    public required string Http { get; init; }

    /// <summary>Whether its cluster takes sweeps of others (<c>serve</c>), or only its own (<c>run</c>).</summary>
    public required bool Serves { get; init; }

    /// <summary>Version of its program.</summary>
    public required string Version { get; init; }

    /// <summary>Which messages it understands, see <see cref="Grains.Protocol.Number"/>.</summary>
    public required int Protocol { get; init; }

    /// <summary>Time between two beats: 2 s.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    /// <summary>A silo not heard of for so long is dead: 10 s.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromSeconds(10);
}
