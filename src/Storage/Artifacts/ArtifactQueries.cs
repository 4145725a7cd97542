using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Artifacts;

/// <summary>
/// Reads the files that trials' programs left. Every method throws a <see cref="UserErrorException"/> if the database
/// cannot be read.
/// </summary>
/// <param name="database">The database of the files.</param>
/// <param name="options">The store of the large files.</param>
public sealed class ArtifactQueries(Database database, CheckpointOptions options)
{
    /// <summary>Returns the files of a trial by path.</summary>
    public Task<IReadOnlyList<ArtifactSummary>> ListAsync(TrialId trial, CancellationToken cancel = default) =>
        ListAsync(trial.Value, trial.Value, cancel);

    /// <summary>Returns the files of all trials of a sweep by trial and path.</summary>
    public Task<IReadOnlyList<ArtifactSummary>> ListAllAsync(int sweepKey, CancellationToken cancel = default) =>
        ListAsync(new TrialId(sweepKey, 0).Value, new TrialId(sweepKey, int.MaxValue).Value, cancel);

    /// <summary>Returns the number of files of a trial.</summary>
    public async Task<long> CountAsync(TrialId trial, CancellationToken cancel = default) =>
        (await AskAsync(() => database.ReadAsync(
            connection => connection.QueryAsync(
                "select count(*) from artifacts where trial_id = @trial", [("trial", trial.Value)],
                row => row.GetInt64(0), cancel), cancel))).Single();

    /// <summary>Writes the content of a file to a stream, and checks its hash.</summary>
    /// <param name="artifact">The file.</param>
    /// <param name="to">The stream. What was written to it is not to be used if the method throws.</param>
    /// <param name="cancel">Cancels it.</param>
    /// <exception cref="UserErrorException">The content is damaged or missing, or its store is unknown here or cannot
    /// be read.</exception>
    /// <exception cref="IOException">The stream cannot be written to.</exception>
    public async Task CopyAsync(ArtifactSummary artifact, Stream to, CancellationToken cancel = default)
    {
        var hash = Convert.FromHexString(artifact.Sha256);
        var found = await AskAsync(() => database.ReadAsync(
            connection => connection.QueryAsync(
                "select data, file from artifact_contents where sha256 = @sha256", [("sha256", hash)],
                row => new StoredContent(
                    row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0), row.TextOrNull(1)), cancel), cancel));
        if (found is not [var content])
            throw new UserErrorException(
                $"'{artifact.Path}' was deleted just now: list the files again with 'experiments artifacts'");
        await using var from = content.Data is { } data
            ? new MemoryStream(data, writable: false)
            : await AskAsync(() => options.Files.OpenAsync(content.File!, cancel))
                ?? throw new UserErrorException(
                    $"the content of '{artifact.Path}' is not in {options.Files.Place}: set "
                    + $"{CheckpointOptions.Variable} on this machine as on the nodes");
        byte[] copied;
        try
        {
            copied = await HashingCopy.RunAsync(from, to, cancel);
        }
        catch (StoreUnreachableException fault)
        {
            throw DatabaseFaults.Explain(options.Files.Place, fault)!;
        }

        if (!copied.AsSpan().SequenceEqual(hash))
            throw new UserErrorException(
                $"the content of '{artifact.Path}' is damaged: its SHA-256 is no longer {artifact.Sha256}; restore it "
                + "from a backup");
    }

    private async Task<IReadOnlyList<ArtifactSummary>> ListAsync(long first, long last, CancellationToken cancel) =>
    [
        // Not by the database, which may order texts by the rules of a language.
        .. (await AskAsync(() => database.ReadAsync(
            connection => connection.QueryAsync(
                """
                select trial_id, path, attempt, size, at, sha256 from artifacts
                where trial_id between @first and @last
                """,
                [("first", first), ("last", last)],
                row => new ArtifactSummary(
                    TrialId.FromKey(row.GetInt64(0)).Number, row.GetString(1), row.GetInt32(2), row.GetInt64(3),
                    row.GetFieldValue<DateTimeOffset>(4), Convert.ToHexStringLower(row.GetFieldValue<byte[]>(5))),
                cancel), cancel)))
            .OrderBy(one => one.Trial).ThenBy(one => one.Path, StringComparer.Ordinal),
    ];

    private Task<T> AskAsync<T>(Func<Task<T>> question) => DatabaseFaults.ExplainAsync(database.Place, question);
}
