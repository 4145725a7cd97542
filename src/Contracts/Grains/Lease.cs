namespace Experiments.Contracts.Grains;

/// <summary>A share of a node's devices, granted for one attempt. It expires if it is not claimed in time.</summary>
[GenerateSerializer, Immutable, Alias("experiments.lease")]
public sealed record Lease
{
    /// <summary>The identity: the fleet's incarnation and a number.</summary>
    [Id(0)] public required LeaseId Id { get; init; }

    /// <summary>The silo that it is valid on, including the generation.</summary>
    [Id(1)] public required string Silo { get; init; }

    /// <summary>The device to compute on: <c>cpu</c>, <c>cuda:0</c>, …</summary>
    [Id(2)] public required string Device { get; init; }

    /// <summary>The number of CPU cores.</summary>
    [Id(3)] public required double Cpu { get; init; }

    /// <summary>The share of the device, if it is a GPU.</summary>
    [Id(4)] public required double Gpu { get; init; }

    /// <summary>
    /// The lease whose share this one gets when that lease ends, while the attempt waits at the node; null if the share
    /// is free.
    /// </summary>
    [Id(5)] public LeaseId? After { get; init; }

    /// <summary>Whether it was granted before its share was free.</summary>
    public bool Ahead => After is not null;

    /// <summary>The priority of the sweep. A sweep of a higher priority may take the share.</summary>
    [Id(6)] public int Priority { get; init; }

    /// <summary>
    /// Whether the node or the device is in doubt and the attempt shows whether it works. If the attempt fails, that
    /// costs the trial no restart.
    /// </summary>
    [Id(7)] public bool Probes { get; init; }
}
