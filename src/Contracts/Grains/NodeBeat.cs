using System.Collections.Immutable;

namespace Experiments.Contracts.Grains;

/// <summary>What a node has and what it runs, once a second and whenever that changes.</summary>
[GenerateSerializer, Immutable, Alias("experiments.node-beat")]
public sealed record NodeBeat
{
    /// <summary>The silo, generation included.</summary>
    [Id(0)] public required string Silo { get; init; }

    /// <summary>What people call the node.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>CPU cores that it lends.</summary>
    [Id(2)] public required double Cpus { get; init; }

    /// <summary>Its GPUs, as devices: <c>cuda:0</c>, …</summary>
    [Id(3)] public required ImmutableArray<string> Gpus { get; init; }

    /// <summary>What it runs now.</summary>
    [Id(4)] public required ImmutableArray<Claim> Claims { get; init; }

    /// <summary>Leases that ended here since the last beat that was answered.</summary>
    [Id(5)] public required ImmutableArray<LeaseId> Ended { get; init; }

    /// <summary>Whether it takes no more work, because it is about to leave.</summary>
    [Id(6)] public bool Draining { get; init; }
}
