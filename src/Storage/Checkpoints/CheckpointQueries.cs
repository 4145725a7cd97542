using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Checkpoints;

/// <summary>Reads checkpoints for a person, who does not wait for a database that is away.</summary>
/// <param name="database">Where they are.</param>
/// <param name="options">Where the large ones are.</param>
public sealed class CheckpointQueries(Database database, CheckpointOptions options)
{
    private readonly CheckpointFiles _files = new(options.Directory);

    /// <summary>The newest undamaged checkpoint of a trial, or null.</summary>
    /// <exception cref="UserErrorException">The database cannot be read, or the checkpoint is in a folder
    /// that is not the one known here.</exception>
    public async Task<Checkpoint?> FindLatestAsync(TrialId trial, CancellationToken cancel = default)
    {
        var kept = await DatabaseFaults.ExplainAsync(database.Place, () =>
            database.ReadAsync(connection => KeptCheckpoint.ListAsync(connection, trial, cancel), cancel));
        foreach (var one in kept)
            if (await one.ReadAsync(_files, cancel) is { } data) return new Checkpoint(trial, one.Attempt, one.Step, data);
        if (!kept.Any(one => one.File is not null)) return null;
        throw new UserErrorException(
            $"the checkpoint of trial {trial.Number} is not in '{options.Directory}', or is damaged: "
            + $"set {CheckpointOptions.Variable} to the folder that nodes share, as this machine calls it");
    }

    /// <summary>Whether a trial that has not ended would go on from a checkpoint that is in the folder that nodes share.</summary>
    public async Task<bool> NeedFolderAsync(CancellationToken cancel = default) =>
        (await database.ReadAsync(connection => connection.QueryAsync(
            $"""
            select 1 from sweeps s join trials t on t.sweep_key = s.key join checkpoints c on c.trial_id = t.id
            where s.{Unfinished.Where} and t.status in ('running', 'waiting', 'paused') and c.file is not null
            limit 1
            """,
            [], _ => true, cancel), cancel)).Count > 0;
}
