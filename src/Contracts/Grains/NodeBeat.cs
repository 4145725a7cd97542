using System.Collections.Immutable;
using Experiments.Contracts.Grains.Health;

namespace Experiments.Contracts.Grains;

/// <summary>A node's resources and claims, sent once a second and whenever they change.</summary>
[GenerateSerializer, Immutable, Alias("experiments.node-beat")]
public sealed record NodeBeat
{
    /// <summary>The silo, including its generation.</summary>
    [Id(0)] public required string Silo { get; init; }

    /// <summary>The node's name.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The number of CPU cores that it offers.</summary>
    [Id(2)] public required double Cpus { get; init; }

    /// <summary>Its GPUs, as devices: <c>cuda:0</c>, …</summary>
    [Id(3)] public required ImmutableArray<string> Gpus { get; init; }

    /// <summary>The leases in use now.</summary>
    [Id(4)] public required ImmutableArray<Claim> Claims { get; init; }

    /// <summary>The leases that have ended here since the last beat that was answered.</summary>
    [Id(5)] public required ImmutableArray<LeaseId> Ended { get; init; }

    /// <summary>Whether it accepts no more work, because it is about to leave or a user drained it.</summary>
    [Id(6)] public bool Draining { get; init; }

    /// <summary>How the attempts ended that have ended here since the last beat that was answered.</summary>
    [Id(7)] public ImmutableArray<AttemptEnding> Endings { get; init; } = [];

    /// <summary>What of it is quarantined, as the fleet last told it.</summary>
    [Id(8)] public ImmutableArray<PlaceHealth> Quarantined { get; init; } = [];
}
