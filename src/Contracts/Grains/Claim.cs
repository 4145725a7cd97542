namespace Experiments.Contracts.Grains;

/// <summary>A lease in use.</summary>
[GenerateSerializer, Immutable, Alias("experiments.claim")]
public sealed record Claim
{
    /// <summary>The lease.</summary>
    [Id(0)] public required Lease Lease { get; init; }

    /// <summary>The id of the sweep.</summary>
    [Id(1)] public required string SweepId { get; init; }

    /// <summary>The number of the trial.</summary>
    [Id(2)] public required int Trial { get; init; }

    /// <summary>The number of the attempt.</summary>
    [Id(3)] public required int Attempt { get; init; }

    /// <summary>Whether the attempt waits for its share to become free and uses no resources yet.</summary>
    [Id(4)] public bool Waits { get; init; }
}
