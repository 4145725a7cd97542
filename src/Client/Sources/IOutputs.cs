using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>What commands ask about the output of programs and the files that they left.</summary>
internal interface IOutputs
{
    /// <summary>Returns what an attempt's program printed from an offset on.</summary>
    Task<IReadOnlyList<LogPart>> ReadLogAsync(
        SweepDetail sweep, int trial, int attempt, long from, CancellationToken cancel);

    /// <summary>Lists the files that the program of a trial left, or those of all trials.</summary>
    Task<IReadOnlyList<ArtifactSummary>> ListFilesAsync(SweepDetail sweep, int? trial, CancellationToken cancel);

    /// <summary>Counts the files that the program of a trial left.</summary>
    Task<long> CountFilesAsync(SweepDetail sweep, int trial, CancellationToken cancel);

    /// <summary>Copies the content of a file.</summary>
    /// <exception cref="UserErrorException">It is damaged or cannot be read.</exception>
    Task CopyFileAsync(SweepDetail sweep, ArtifactSummary file, Stream to, CancellationToken cancel);
}
