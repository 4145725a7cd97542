using System.Data.Common;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Keeping;

/// <summary>
/// Deletes the checkpoints and artifacts of a range of trials, with the files of those that are outside of the
/// database.
/// </summary>
internal sealed class TrialFiles(Database database, CheckpointOptions options)
{
    // Each row may contain up to 16 MiB.
    private const int Batch = 10;

    /// <summary>
    /// Whether nothing of these trials is outside of the database, or the store is known here. Otherwise files would
    /// stay that no row names.
    /// </summary>
    public async Task<bool> CanDeleteAsync(long first, long last, CancellationToken cancel) =>
        options.HasStore || (await database.ReadAsync(
            connection => connection.QueryAsync(
                $"""
                select 1 from checkpoints where {InRange} and file is not null
                union all
                select 1 from artifacts a join artifact_contents c on c.sha256 = a.sha256
                where a.{InRange} and c.file is not null
                limit 1
                """,
                Range(first, last), _ => true, cancel),
            cancel)).Count == 0;

    /// <summary>
    /// Deletes the checkpoints and artifacts of the trials with keys from <paramref name="first"/> to
    /// <paramref name="last"/>.
    /// </summary>
    public async Task DeleteAsync(long first, long last, CancellationToken cancel)
    {
        // The row goes first: a row without a file would be a damaged checkpoint, a file without a row is only litter.
        while (await DeleteSomeAsync(DeleteCheckpointsAsync, first, last, cancel))
        {
        }

        while (await DeleteSomeAsync(DeleteArtifactsAsync, first, last, cancel))
        {
        }
    }

    private async Task<bool> DeleteSomeAsync(
        Func<DbConnection, long, long, CancellationToken, Task<Deleted>> delete, long first, long last,
        CancellationToken cancel)
    {
        var deleted = await database.WriteAsync(connection => delete(connection, first, last, cancel), cancel);
        foreach (var file in deleted.Files) await options.Files.DeleteAsync(file);
        return deleted.Rows > 0;
    }

    private static async Task<Deleted> DeleteCheckpointsAsync(
        DbConnection connection, long first, long last, CancellationToken cancel)
    {
        var files = await connection.QueryAsync(
            $"""
            delete from checkpoints where (trial_id, step) in (
                select trial_id, step from checkpoints where {InRange} order by trial_id, step limit {Batch})
            returning file
            """,
            Range(first, last), row => row.TextOrNull(0), cancel);
        return new(files.Count, files.OfType<string>());
    }

    private async Task<Deleted> DeleteArtifactsAsync(
        DbConnection connection, long first, long last, CancellationToken cancel)
    {
        var hashes = await connection.QueryAsync(
            $"""
            delete from artifacts where (trial_id, path) in (
                select trial_id, path from artifacts where {InRange} order by trial_id, path limit {Batch})
            returning sha256
            """,
            Range(first, last), row => row.GetFieldValue<byte[]>(0), cancel);
        return new(
            hashes.Count, await UnusedContents.DeleteAsync(connection, database.Dialect, hashes, cancel));
    }

    private const string InRange = "trial_id between @first and @last";

    private static (string, object?)[] Range(long first, long last) => [("first", first), ("last", last)];

    /// <summary>What a transaction has deleted.</summary>
    /// <param name="Rows">The number of rows; there may be more if it is not 0.</param>
    /// <param name="Files">The files that no row names any more.</param>
    private sealed record Deleted(int Rows, IEnumerable<string> Files);
}
