namespace Experiments.Contracts.Grains;

/// <summary>A sweep to run.</summary>
[GenerateSerializer, Immutable, Alias("experiments.submit-sweep")]
public sealed record SubmitSweep
{
    /// <summary>Id made by the client (see <see cref="Sweeps.SweepIds"/>).</summary>
    [Id(0)] public required string SweepId { get; init; }

    /// <summary>The specification, as <see cref="Sweeps.SweepSpecJson"/> writes it.</summary>
    [Id(1)] public required string SpecJson { get; init; }
}
