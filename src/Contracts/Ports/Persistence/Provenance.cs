namespace Experiments.Contracts.Ports.Persistence;

/// <summary>What a sweep was run with, kept so that it can be repeated.</summary>
/// <param name="ExperimentsVersion">Our version.</param>
/// <param name="TorchVersion">Version of libtorch, or null where the workload does not use it.</param>
/// <param name="DatasetSha256">Checksum of the dataset's content, or null where there is none.</param>
/// <param name="Threads">Threads that each trial computes with.</param>
public sealed record Provenance(string ExperimentsVersion, string? TorchVersion, string? DatasetSha256, int Threads)
{
    /// <summary>Checksum of the program's file, or of the assembly of a workload of one's own; null for a built-in one.</summary>
    public string? WorkloadSha256 { get; init; }

    /// <summary>What the program's interpreter calls itself; null where there is none that says.</summary>
    public string? Interpreter { get; init; }
}
