namespace Experiments.Contracts.Grains;

/// <summary>A share of a node's devices, granted for one attempt. One that is not claimed in time is void.</summary>
[GenerateSerializer, Immutable, Alias("experiments.lease")]
public sealed record Lease
{
    /// <summary>Identity: the fleet's incarnation and a number that it counts.</summary>
    [Id(0)] public required LeaseId Id { get; init; }

    /// <summary>The silo it holds on, generation included.</summary>
    [Id(1)] public required string Silo { get; init; }

    /// <summary>Where to compute: <c>cpu</c>, <c>cuda:0</c>, …</summary>
    [Id(2)] public required string Device { get; init; }

    /// <summary>CPU cores.</summary>
    [Id(3)] public required double Cpu { get; init; }

    /// <summary>Share of the device where it is a GPU.</summary>
    [Id(4)] public required double Gpu { get; init; }

    /// <summary>
    /// The lease whose share this one gets once that has ended; the attempt waits for it at the node. Null: the share
    /// is free.
    /// </summary>
    [Id(5)] public LeaseId? After { get; init; }

    /// <summary>Whether it was granted before its share was free.</summary>
    public bool Ahead => After is not null;

    /// <summary>Priority of the sweep: one of a higher priority may want it back.</summary>
    [Id(6)] public int Priority { get; init; }
}
