namespace Experiments.ApiClient.Sweeps;

/// <summary>The versions and settings that a sweep ran with.</summary>
public sealed record Provenance
{
    /// <summary>The version of the program.</summary>
    public required string ExperimentsVersion { get; init; }

    /// <summary>The version of libtorch, or null if the workload does not use it.</summary>
    public string? TorchVersion { get; init; }

    /// <summary>The checksum of the dataset's content, or null if there is no dataset.</summary>
    public string? DatasetSha256 { get; init; }

    /// <summary>The number of threads that each trial computes with.</summary>
    public required int Threads { get; init; }

    /// <summary>
    /// The checksum of the program's file or of a custom workload's assembly; null for a built-in workload.
    /// </summary>
    public string? WorkloadSha256 { get; init; }

    /// <summary>The version that the program's interpreter reports, or null if there is none.</summary>
    public string? Interpreter { get; init; }
}
