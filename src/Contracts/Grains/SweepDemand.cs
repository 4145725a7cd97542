using System.Collections.Immutable;

namespace Experiments.Contracts.Grains;

/// <summary>
/// What a sweep wants of its fleet, as a level: how many attempts it wants to run, and how many it has. It is the whole
/// truth of the moment in which it was said, so that it may be repeated, lost or overtaken and the next one still puts
/// everything right.
/// </summary>
[GenerateSerializer, Immutable, Alias("experiments.sweep-demand")]
public sealed record SweepDemand
{
    /// <summary>Whose demand.</summary>
    [Id(0)] public required string SweepId { get; init; }

    /// <summary>How many attempts it wants to run at once, those that it has among them.</summary>
    [Id(1)] public required int Target { get; init; }

    /// <summary>CPU cores of each.</summary>
    [Id(2)] public required double Cpu { get; init; }

    /// <summary>GPU share of each.</summary>
    [Id(3)] public required double Gpu { get; init; }

    /// <summary>A higher one goes first.</summary>
    [Id(4)] public required int Priority { get; init; }

    /// <summary>Share among equals.</summary>
    [Id(5)] public required double Weight { get; init; }

    /// <summary>
    /// Whether its attempts are so short that each one's successor had better wait at the node already.
    /// </summary>
    [Id(6)] public bool Ahead { get; init; }

    /// <summary>How many attempts it has: those that run or start, and leases that it is about to use.</summary>
    [Id(7)] public required int Running { get; init; }

    /// <summary>
    /// Leases that have reached it, whatever became of them: they are not on their way to it any more. Each is named
    /// until a demand that names it has been answered.
    /// </summary>
    [Id(8)] public ImmutableArray<LeaseId> Received { get; init; } = [];

    /// <summary>The activation of the sweep that says so.</summary>
    [Id(9)] public required Guid Activation { get; init; }

    /// <summary>
    /// Counts up within the activation. What is not newer than what the fleet has heard is passed over.
    /// </summary>
    [Id(10)] public required long Number { get; init; }
}
