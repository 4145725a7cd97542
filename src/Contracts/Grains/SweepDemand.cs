using System.Collections.Immutable;

namespace Experiments.Contracts.Grains;

/// <summary>
/// The demand of a sweep on its fleet: how many attempts it wants to run, and how many it has. Each message is a
/// complete state rather than a change, so that messages may be repeated, lost or reordered, and the next one corrects
/// everything.
/// </summary>
[GenerateSerializer, Immutable, Alias("experiments.sweep-demand")]
public sealed record SweepDemand
{
    /// <summary>The id of the sweep.</summary>
    [Id(0)] public required string SweepId { get; init; }

    /// <summary>The number of attempts that it wants to run at once, including those that it has.</summary>
    [Id(1)] public required int Target { get; init; }

    /// <summary>The number of CPU cores of each attempt.</summary>
    [Id(2)] public required double Cpu { get; init; }

    /// <summary>The GPU share of each attempt.</summary>
    [Id(3)] public required double Gpu { get; init; }

    /// <summary>The priority; sweeps with a higher one go first.</summary>
    [Id(4)] public required int Priority { get; init; }

    /// <summary>The weight among sweeps of the same priority.</summary>
    [Id(5)] public required double Weight { get; init; }

    /// <summary>
    /// Whether its attempts are so short that the successor of each should already wait at the node.
    /// </summary>
    [Id(6)] public bool Ahead { get; init; }

    /// <summary>
    /// The number of attempts that it has: those that run or start, and leases that it is about to use.
    /// </summary>
    [Id(7)] public required int Running { get; init; }

    /// <summary>
    /// The leases that have reached it, used or not, and so are no longer on their way. Each is listed until a demand
    /// that lists it has been answered.
    /// </summary>
    [Id(8)] public ImmutableArray<LeaseId> Received { get; init; } = [];

    /// <summary>The activation of the sweep that sends it.</summary>
    [Id(9)] public required Guid Activation { get; init; }

    /// <summary>
    /// A number that increases within the activation. The fleet ignores a demand that is not newer than the last one
    /// received.
    /// </summary>
    [Id(10)] public required long Number { get; init; }

    /// <summary>
    /// The silos on which only trials could begin that failed there. It is granted leases elsewhere if possible.
    /// </summary>
    [Id(11)] public ImmutableArray<string> Avoid { get; init; } = [];
}
