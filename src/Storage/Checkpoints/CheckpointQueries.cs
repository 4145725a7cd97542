using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>Reads checkpoints for a user. Fails at once if the database is unavailable.</summary>
/// <param name="database">The database of the checkpoints.</param>
/// <param name="options">The folder of the large checkpoints.</param>
public sealed class CheckpointQueries(Database database, CheckpointOptions options)
{
    private readonly CheckpointFiles _files = new(options.Directory);

    /// <summary>Returns the newest undamaged checkpoint of a trial, or null if there is none.</summary>
    /// <exception cref="UserErrorException">The database cannot be read, or the checkpoint's file is not in the
    /// configured folder.</exception>
    public async Task<Checkpoint?> FindLatestAsync(TrialId trial, CancellationToken cancel = default)
    {
        var kept = await DatabaseFaults.ExplainAsync(database.Place, () =>
            database.ReadAsync(connection => KeptCheckpoint.ListAsync(connection, trial, cancel), cancel));
        foreach (var one in kept)
            if (await one.ReadAsync(_files, cancel) is { } data)
                return new Checkpoint(trial, one.Attempt, one.Step, data);
        if (!kept.Any(one => one.File is not null)) return null;
        throw new UserErrorException(
            $"the checkpoint of trial {trial.Number} is not in '{options.Directory}', or is damaged: "
            + $"set {CheckpointOptions.Variable} to the path of the shared folder on this machine");
    }

    /// <summary>Whether a trial that has not ended would continue from a checkpoint in the shared folder.</summary>
    public async Task<bool> NeedFolderAsync(CancellationToken cancel = default) =>
        (await database.ReadAsync(connection => connection.QueryAsync(
            $"""
            select 1 from sweeps s join trials t on t.sweep_key = s.key join checkpoints c on c.trial_id = t.id
            where s.{Unfinished.Where} and t.status in ('running', 'waiting', 'paused') and c.file is not null
            limit 1
            """,
            [], _ => true, cancel), cancel)).Count > 0;
}
