using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>Reads checkpoints for a user. Fails at once if the database is unavailable.</summary>
/// <param name="database">The database of the checkpoints.</param>
/// <param name="options">The store of the large checkpoints.</param>
public sealed class CheckpointQueries(Database database, CheckpointOptions options)
{
    /// <summary>Returns the newest undamaged checkpoint of a trial, or null if there is none.</summary>
    /// <exception cref="UserErrorException">
    /// The database cannot be read, or the checkpoint's file is not in the configured store, or that cannot be reached,
    /// or all checkpoints are damaged.
    /// </exception>
    public async Task<Checkpoint?> FindLatestAsync(TrialId trial, CancellationToken cancel = default)
    {
        var kept = await DatabaseFaults.ExplainAsync(database.Place, () =>
            database.ReadAsync(connection => KeptCheckpoint.ListAsync(connection, trial, cancel), cancel));
        foreach (var one in kept)
            if (await DatabaseFaults.ExplainAsync(
                database.Place, () => one.ReadAsync(options.Files, options.ScratchFolder, cancel)) is { } content)
                return new Checkpoint(trial, one.Attempt, one.Step, content);
        if (kept.Count == 0) return null;
        throw new UserErrorException(
            kept.Any(one => one.File is not null)
                ? $"the checkpoint of trial {trial.Number} is not in {options.Files.Place}, or is damaged: set "
                    + $"{CheckpointOptions.Variable} on this machine as on the nodes"
                : $"the checkpoint of trial {trial.Number} is damaged: its SHA-256 is no longer the one with which it "
                    + "was saved; restore a backup of the database, or name another trial");
    }

    /// <summary>
    /// Returns the SHA-256 of the newest checkpoint of a trial in lower-case hexadecimal, or null if there is none. The
    /// content is not read.
    /// </summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public async Task<string?> FindLatestHashAsync(TrialId trial, CancellationToken cancel = default) =>
        (await DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(connection => connection.QueryAsync(
            "select sha256 from checkpoints where trial_id = @trial order by step desc limit 1",
            [("trial", trial.Value)],
            row => Convert.ToHexStringLower(row.GetFieldValue<byte[]>(0)), cancel), cancel))).FirstOrDefault();

    /// <summary>
    /// Whether a trial that has not ended would continue from a checkpoint that is not in the database.
    /// </summary>
    public async Task<bool> NeedStoreAsync(CancellationToken cancel = default) =>
        (await database.ReadAsync(connection => connection.QueryAsync(
            $"""
            select 1 from sweeps s join trials t on t.sweep_key = s.key join checkpoints c on c.trial_id = t.id
            where s.{Unfinished.Where} and t.status in ('running', 'waiting', 'paused') and c.file is not null
            limit 1
            """,
            [], _ => true, cancel), cancel)).Count > 0;
}
