using System.Collections.Immutable;
using System.Data.Common;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Artifacts;

/// <summary>The transaction that adds an artifact to a trial. It is safe to repeat.</summary>
internal sealed class ArtifactCommit(
    SqlDialect dialect, TrialId trial, int attempt, ArtifactFile file, ArtifactLimits limits)
{
    private readonly byte[] _hash = file.Sha256.ToArray();

    /// <summary>What is stored before the artifact.</summary>
    /// <param name="Sweep">The id of the trial's sweep, or null if the attempt is not the trial's current one.</param>
    /// <param name="HasContent">Whether the content is stored.</param>
    public sealed record Found(string? Sweep, bool HasContent)
    {
        /// <summary>Whether the attempt is not the trial's current one.</summary>
        public bool IsRefused => Sweep is null;
    }

    /// <summary>What the transaction did.</summary>
    /// <param name="Receipt">The receipt, or null if there is no content yet and nothing was done.</param>
    /// <param name="UnusedFiles">The files that no row names any more.</param>
    public sealed record Done(ArtifactReceipt? Receipt, IReadOnlyList<string> UnusedFiles);

    /// <summary>Returns what is stored.</summary>
    public async Task<Found> LookAsync(DbConnection connection, CancellationToken cancel) => new(
        await FindSweepAsync(connection, "", cancel), (await FindContentAsync(connection, "", cancel)).Count > 0);

    /// <summary>Adds the artifact.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="content">The content, or null if it was stored before.</param>
    /// <param name="cancel">Cancels it.</param>
    public async Task<Done> RunAsync(DbConnection connection, StoredContent? content, CancellationToken cancel)
    {
        if (await FindSweepAsync(connection, dialect.ForShare, cancel) is null)
            return new(
                new(ArtifactOutcome.Refused),
                UnlessUsed(content, await FindContentAsync(connection, "", cancel)));
        if (content is not null)
            await connection.ExecuteAsync(
                """
                insert into artifact_contents (sha256, data, file) values (@sha256, @data, @file)
                on conflict (sha256) do nothing
                """,
                [("sha256", _hash), ("data", content.Data), ("file", content.File)], cancel);
        var stored = await FindContentAsync(connection, dialect.ForShare, cancel);
        if (stored.Count == 0) return new(null, []);
        var before = await connection.QueryAsync(
            "select sha256 from artifacts where trial_id = @trial and path = @path", Key,
            row => row.GetFieldValue<byte[]>(0), cancel);
        await connection.ExecuteAsync(
            """
            insert into artifacts (trial_id, path, attempt, size, sha256)
            values (@trial, @path, @attempt, @size, @sha256)
            on conflict (trial_id, path) do update
            set attempt = excluded.attempt, size = excluded.size, sha256 = excluded.sha256, at = excluded.at
            """,
            [.. Key, ("attempt", attempt), ("size", file.Content.Length), ("sha256", _hash)], cancel);
        var removed = attempt == 1 ? [] : await RemoveEarlierAsync(connection, cancel);
        var unused = await UnusedContents.DeleteAsync(
            connection, dialect, [.. before, .. removed.Select(one => one.Sha256)], cancel);
        return new(
            new(ArtifactOutcome.Kept, [.. removed.Select(one => one.Path)]),
            [.. unused, .. UnlessUsed(content, stored)]);
    }

    private (string, object?)[] Key => [("trial", trial.Value), ("path", file.Path)];

    // A newer attempt has a higher number, and a trial whose attempt was lost waits or has ended. One that was told at
    // a rung to stop or to pause has that status before its program has ended.
    private async Task<string?> FindSweepAsync(DbConnection connection, string locking, CancellationToken cancel) =>
        (await connection.QueryAsync(
            $"""
            select (select s.id from sweeps s where s.key = t.sweep_key and s.deleting_at is null) from trials t
            where t.id = @trial and t.attempt = @attempt and t.status in ('running', 'pruned', 'paused'){locking}
            """,
            [("trial", trial.Value), ("attempt", attempt)], row => row.TextOrNull(0), cancel)).SingleOrDefault();

    private Task<IReadOnlyList<string?>> FindContentAsync(
        DbConnection connection, string locking, CancellationToken cancel) =>
        connection.QueryAsync(
            $"select file from artifact_contents where sha256 = @sha256{locking}", [("sha256", _hash)],
            row => row.TextOrNull(0), cancel);

    // Another attempt may have stored the same content meanwhile.
    private static IReadOnlyList<string> UnlessUsed(StoredContent? content, IReadOnlyList<string?> stored) =>
        content?.File is { } written && !stored.Contains(written) ? [written] : [];

    /// <summary>
    /// Removes files of earlier attempts until the trial is within its limits, and those that cannot be in one folder
    /// with the new file: one with the name of a folder of the other.
    /// </summary>
    private async Task<IReadOnlyList<(string Path, byte[] Sha256)>> RemoveEarlierAsync(
        DbConnection connection, CancellationToken cancel)
    {
        var all = await connection.QueryAsync(
            "select path, attempt, size, sha256 from artifacts where trial_id = @trial order by attempt desc, path",
            [("trial", trial.Value)],
            row => (
                Path: row.GetString(0), Attempt: row.GetInt32(1), Size: row.GetInt64(2),
                Sha256: row.GetFieldValue<byte[]>(3)), cancel);
        var removed = new List<(string, byte[])>();
        var (files, bytes) = (0, 0L);
        foreach (var one in all)
        {
            var fits = files < limits.Files && bytes + one.Size <= limits.Bytes && !IsInTheWay(one.Path);
            if (one.Attempt == attempt || fits)
            {
                (files, bytes) = (files + 1, bytes + one.Size);
                continue;
            }

            await connection.ExecuteAsync(
                "delete from artifacts where trial_id = @trial and path = @path",
                [("trial", trial.Value), ("path", one.Path)], cancel);
            removed.Add((one.Path, one.Sha256));
        }

        return removed;
    }

    private bool IsInTheWay(string path) =>
        path.StartsWith(file.Path + '/', StringComparison.Ordinal)
        || file.Path.StartsWith(path + '/', StringComparison.Ordinal);
}
