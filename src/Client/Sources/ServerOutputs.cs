using System.Security.Cryptography;
using Experiments.ApiClient;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sources;

/// <summary>What programs left, asked of a server.</summary>
internal sealed class ServerOutputs(IExperimentsApi api) : IOutputs
{
    public async Task<IReadOnlyList<LogPart>> ReadLogAsync(
        SweepDetail sweep, int trial, int attempt, long from, CancellationToken cancel) =>
    [
        .. (await api.ReadLogAsync(sweep.Summary.Id, trial, attempt, from, cancel)).Select(part =>
            new LogPart(part.Offset, ServerRows.Read<LogStream>(part.Stream), part.Text)),
    ];

    public async Task<IReadOnlyList<ArtifactSummary>> ListFilesAsync(
        SweepDetail sweep, int? trial, CancellationToken cancel)
    {
        var files = trial is { } number
            ? await api.ListArtifactsAsync(sweep.Summary.Id, number, cancel)
            : await api.ListSweepArtifactsAsync(sweep.Summary.Id, cancel);
        return
        [
            .. files.Select(file => new ArtifactSummary(
                file.Trial, file.Path, file.Attempt, file.Size, file.StoredAt, file.Sha256)),
        ];
    }

    public async Task<long> CountFilesAsync(SweepDetail sweep, int trial, CancellationToken cancel) =>
        (await ListFilesAsync(sweep, trial, cancel)).Count;

    public async Task CopyFileAsync(
        SweepDetail sweep, ArtifactSummary file, Stream to, CancellationToken cancel)
    {
        await using var content = await api.ReadArtifactAsync(sweep.Summary.Id, file.Trial, file.Path, cancel);
        using var hash = SHA256.Create();
        await using (var checksum = new CryptoStream(to, hash, CryptoStreamMode.Write, leaveOpen: true))
            await content.CopyToAsync(checksum, cancel);
        if (Convert.ToHexStringLower(hash.Hash!) != file.Sha256)
            throw new UserErrorException(
                $"'{file.Path}' of trial {file.Trial} did not arrive as it is stored: try again");
    }
}
