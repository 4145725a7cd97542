using Experiments.Client.Connecting;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>What programs left, read from the database and the store of files.</summary>
internal sealed class DatabaseOutputs(SweepDatabase database) : IOutputs
{
    public async Task<IReadOnlyList<LogPart>> ReadLogAsync(
        SweepDetail sweep, int trial, int attempt, long from, CancellationToken cancel) =>
        [.. await database.Logs.ReadAsync(IdOf(sweep, trial), attempt, from, cancel)];

    public Task<IReadOnlyList<ArtifactSummary>> ListFilesAsync(
        SweepDetail sweep, int? trial, CancellationToken cancel) => trial is { } number
        ? database.Artifacts.ListAsync(IdOf(sweep, number), cancel)
        : database.Artifacts.ListAllAsync(sweep.Summary.Key, cancel);

    public Task<long> CountFilesAsync(SweepDetail sweep, int trial, CancellationToken cancel) =>
        database.Artifacts.CountAsync(IdOf(sweep, trial), cancel);

    public Task CopyFileAsync(SweepDetail sweep, ArtifactSummary file, Stream to, CancellationToken cancel) =>
        database.Artifacts.CopyAsync(file, to, cancel);

    private static TrialId IdOf(SweepDetail sweep, int trial) => new(sweep.Summary.Key, trial);
}
