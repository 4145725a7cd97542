namespace Experiments.Contracts.Outside;

/// <summary>The attempt at a trial that a worker outside the cluster carries out.</summary>
[GenerateSerializer, Immutable, Alias("experiments.outside-trial")]
public sealed record OutsideTrial
{
    /// <summary>The number of the trial.</summary>
    [Id(0)] public required int Trial { get; init; }

    /// <summary>The number of the attempt.</summary>
    [Id(1)] public required int Attempt { get; init; }

    /// <summary>The trial's assignment.</summary>
    [Id(2)] public required Assignment Assignment { get; init; }

    /// <summary>The seed of the trial's random numbers.</summary>
    [Id(3)] public required long Seed { get; init; }
}
