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
        var parsed = names.Select(name => (Name: name, Parts: CheckpointName.Parse(name)))
            .Where(file => file.Parts is not null).ToList();
        if (parsed.Count == 0) return [];
        return await database.ReadAsync<IReadOnlyList<string>>(async connection =>
        {
            var keys = new Dictionary<string, int>();
            foreach (var sweep in parsed.Select(file => file.Parts!.Sweep).Distinct())
            {
                var found = await connection.QueryAsync(
                    "select key from sweeps where id = @id", [("id", sweep)], row => row.GetInt32(0), cancel);
                if (found is [var key]) keys[sweep] = key;
            }

            var known = parsed.Where(file => keys.ContainsKey(file.Parts!.Sweep)).ToList();
            if (known.Count == 0) return [];
            var trials = known.Select(file => new TrialId(keys[file.Parts!.Sweep], file.Parts.Trial).Value).Distinct();
            var used = await connection.QueryAsync(
                $"select file from checkpoints where trial_id in ({string.Join(", ", trials)})", [],
                row => row.TextOrNull(0), cancel);
            return [.. known.Select(file => file.Name).Except(used.OfType<string>())];
        }, cancel);
    }

    [LoggerMessage(
        1, LogLevel.Information, "Deleted {Count} files in {Place} that no checkpoint in the database refers to.")]
    private partial void LogDeleted(int count, string place);
}
