namespace Experiments.Contracts.Grains.Health;

/// <summary>The end of an attempt, as its node tells the fleet.</summary>
[GenerateSerializer, Immutable, Alias("experiments.attempt-ending")]
public sealed record AttemptEnding
{
    /// <summary>The lease that the attempt used.</summary>
    [Id(0)] public required LeaseId Lease { get; init; }

    /// <summary>The id of the sweep.</summary>
    [Id(1)] public required string SweepId { get; init; }

    /// <summary>The number of the trial.</summary>
    [Id(2)] public required int Trial { get; init; }

    /// <summary>The device that it computed on.</summary>
    [Id(3)] public required string Device { get; init; }

    /// <summary>What the end says about the node and the device.</summary>
    [Id(4)] public required AttemptVerdict Verdict { get; init; }

    /// <summary>The cause as a message for people, if the attempt failed.</summary>
    [Id(5)] public string Cause { get; init; } = "";
}
