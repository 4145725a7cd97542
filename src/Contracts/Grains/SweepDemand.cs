namespace Experiments.Contracts.Grains;

/// <summary>How much a sweep wants.</summary>
[GenerateSerializer, Immutable, Alias("experiments.sweep-demand")]
public sealed record SweepDemand
{
    /// <summary>Whose demand.</summary>
    [Id(0)] public required string SweepId { get; init; }

    /// <summary>How many leases more than it holds; 0 withdraws.</summary>
    [Id(1)] public required int Wanted { get; init; }

    /// <summary>CPU cores of each.</summary>
    [Id(2)] public required double Cpu { get; init; }

    /// <summary>GPU share of each.</summary>
    [Id(3)] public required double Gpu { get; init; }

    /// <summary>A higher one goes first.</summary>
    [Id(4)] public required int Priority { get; init; }

    /// <summary>Share among equals.</summary>
    [Id(5)] public required double Weight { get; init; }

    /// <summary>Whether its attempts are so short that each one's successor had better wait at the node already.</summary>
    [Id(6)] public bool Ahead { get; init; }

    /// <summary>
    /// The last lease that it has heard of; null: of none. Those granted later are still on their way to it, and are of what it
    /// wants.
    /// </summary>
    [Id(7)] public LeaseId? Heard { get; init; }
}
