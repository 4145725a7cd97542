using Experiments.Contracts.Sweeps;

namespace Experiments.Contracts.Grains;

/// <summary>The command that submits a sweep.</summary>
[GenerateSerializer, Immutable, Alias("experiments.submit-sweep")]
public sealed record SubmitSweep
{
    /// <summary>The id, made by the client (see <see cref="SweepIds"/>).</summary>
    [Id(0)] public required string SweepId { get; init; }

    /// <summary>The specification.</summary>
    [Id(1)] public required SweepSpec Spec { get; init; }
}
