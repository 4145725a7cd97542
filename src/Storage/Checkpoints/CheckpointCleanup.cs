using System.Data.Common;
using System.Globalization;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// Deletes files that no row of the database names: a node ended between writing a file and committing its row, or
/// between a commit and deleting a file. Files of sweeps that are not in this database stay, since they may be those of
/// another one.
/// </summary>
public sealed partial class CheckpointCleanup(
    Database database, CheckpointOptions options, TimeProvider time, ILogger<CheckpointCleanup> logger)
{
    private const int AtOnce = 500;

    /// <summary>A file that is younger may be about to get its row.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);

    /// <summary>Deletes the files that have had no row for a day.</summary>
    /// <returns>The number of deleted files.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Age;
        await options.Files.DeletePartialAsync(before, cancel);
        var deleted = 0;
        await foreach (var files in options.Files.ListAsync(before, cancel).Chunk(AtOnce).WithCancellation(cancel))
        {
            string[] names = [.. files.Select(file => file.Name)];
            foreach (var name in await FindUnusedAsync(names, cancel))
            {
                await options.Files.DeleteAsync(name);
                deleted++;
            }
        }

        if (deleted > 0) LogDeleted(deleted, options.Files.Place);
        return deleted;
    }

    private async Task<IReadOnlyList<string>> FindUnusedAsync(string[] names, CancellationToken cancel)
    {
        var parsed = names.Select(name => (Name: name, Sweep: StoredFileName.SweepOf(name)))
            .Where(file => file.Sweep is not null).ToList();
        if (parsed.Count == 0) return [];
        return await database.ReadAsync<IReadOnlyList<string>>(async connection =>
        {
            var keys = new Dictionary<string, int>();
            foreach (var sweep in parsed.Select(file => file.Sweep!).Distinct())
            {
                var found = await connection.QueryAsync(
                    "select key from sweeps where id = @id", [("id", sweep)], row => row.GetInt32(0), cancel);
                if (found is [var key]) keys[sweep] = key;
            }

            string[] known = [.. parsed.Where(file => keys.ContainsKey(file.Sweep!)).Select(file => file.Name)];
            var used = await FindCheckpointsAsync(connection, keys, known, cancel);
            return [.. known.Except(used).Except(await FindArtifactsAsync(connection, known, cancel))];
        }, cancel);
    }

    private static async Task<IEnumerable<string>> FindCheckpointsAsync(
        DbConnection connection, Dictionary<string, int> keys, string[] names, CancellationToken cancel)
    {
        string[] trials =
        [
            .. names.Select(CheckpointName.Parse).OfType<CheckpointName>()
                .Select(name => new TrialId(keys[name.Sweep], name.Trial).Value).Distinct()
                .Select(trial => trial.ToString(CultureInfo.InvariantCulture)),
        ];
        return trials.Length == 0 ? [] : (await connection.QueryAsync(
            $"select file from checkpoints where trial_id in ({string.Join(", ", trials)})", [],
            row => row.TextOrNull(0), cancel)).OfType<string>();
    }

    private static async Task<IEnumerable<string>> FindArtifactsAsync(
        DbConnection connection, string[] names, CancellationToken cancel)
    {
        (string, object?)[] artifacts =
        [
            .. names.Where(name => ArtifactName.Parse(name) is not null).Select((name, i) => ($"f{i}", (object?)name)),
        ];
        return artifacts.Length == 0 ? [] : await connection.QueryAsync(
            "select file from artifact_contents where file in "
            + $"({string.Join(", ", artifacts.Select(parameter => $"@{parameter.Item1}"))})",
            artifacts, row => row.GetString(0), cancel);
    }

    [LoggerMessage(
        1, LogLevel.Information, "Deleted {Count} files in {Place} that nothing in the database refers to.")]
    private partial void LogDeleted(int count, string place);
}
