using System.Collections.Immutable;
using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Grains;

/// <summary>The command that starts an attempt.</summary>
[GenerateSerializer, Immutable, Alias("experiments.start-attempt")]
public sealed record StartAttempt
{
    /// <summary>The lease that it uses.</summary>
    [Id(0)] public required Lease Lease { get; init; }

    /// <summary>The sweep's key in the database.</summary>
    [Id(1)] public required int SweepKey { get; init; }

    /// <summary>The sweep's specification.</summary>
    [Id(2)] public required SweepSpec Spec { get; init; }

    /// <summary>The trial's assignment.</summary>
    [Id(3)] public required Assignment Assignment { get; init; }

    /// <summary>The seed of the trial's random numbers.</summary>
    [Id(4)] public required long Seed { get; init; }

    /// <summary>
    /// The steps of the rungs that the trial has not reached, ascending. At each, the attempt asks its sweep whether to
    /// continue.
    /// </summary>
    [Id(5)] public ImmutableArray<int> Rungs { get; init; } = [];
}
