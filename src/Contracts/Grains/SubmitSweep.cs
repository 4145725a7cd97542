using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Grains;

/// <summary>A sweep to run.</summary>
[GenerateSerializer, Immutable, Alias("experiments.submit-sweep")]
public sealed record SubmitSweep
{
    /// <summary>Id made by the client (see <see cref="SweepIds"/>).</summary>
    [Id(0)] public required string SweepId { get; init; }

    /// <summary>The specification.</summary>
    [Id(1)] public required SweepSpec Spec { get; init; }
}
