namespace Experiments.Contracts.Ports.Persistence;

/// <summary>The versions and settings that a sweep ran with, stored so that it can be repeated.</summary>
/// <param name="ExperimentsVersion">The version of this program.</param>
/// <param name="TorchVersion">The version of libtorch, or null if the workload does not use it.</param>
/// <param name="DatasetSha256">The checksum of the dataset's content, or null if there is no dataset.</param>
/// <param name="Threads">The number of threads that each trial computes with.</param>
public sealed record Provenance(string ExperimentsVersion, string? TorchVersion, string? DatasetSha256, int Threads)
{
    /// <summary>
    /// The checksum of the program's file or of a custom workload's assembly; null for a built-in workload.
    /// </summary>
    public string? WorkloadSha256 { get; init; }

    /// <summary>The version that the program's interpreter reports, or null if there is none.</summary>
    public string? Interpreter { get; init; }
}
