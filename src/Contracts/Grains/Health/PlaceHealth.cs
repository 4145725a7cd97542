namespace Experiments.Contracts.Grains.Health;

/// <summary>
/// That a node, or one of its GPUs, is quarantined. The fleet tells the node, which shows it and repeats it in its
/// beats, so that the fleet's next activation knows of it.
/// </summary>
[GenerateSerializer, Immutable, Alias("experiments.place-health")]
public sealed record PlaceHealth
{
    /// <summary>The GPU, or null for the whole node.</summary>
    [Id(0)] public string? Device { get; init; }

    /// <summary>How often it was quarantined without being used in between, ≥ 1.</summary>
    [Id(1)] public required int Offences { get; init; }

    /// <summary>The time until it is probed, from when this was sent; zero if it is being probed.</summary>
    [Id(2)] public required TimeSpan Left { get; init; }

    /// <summary>Why, as a message for people.</summary>
    [Id(3)] public required string Reason { get; init; }
}
