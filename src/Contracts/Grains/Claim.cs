namespace Experiments.Contracts.Grains;

/// <summary>A lease in use.</summary>
[GenerateSerializer, Immutable, Alias("experiments.claim")]
public sealed record Claim
{
    /// <summary>The lease.</summary>
    [Id(0)] public required Lease Lease { get; init; }

    /// <summary>Id of the sweep.</summary>
    [Id(1)] public required string SweepId { get; init; }

    /// <summary>Number of the trial.</summary>
    [Id(2)] public required int Trial { get; init; }

    /// <summary>Number of the attempt.</summary>
    [Id(3)] public required int Attempt { get; init; }

    /// <summary>Whether the attempt waits for its share to be free, and uses nothing yet.</summary>
    [Id(4)] public bool Waits { get; init; }
}
