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
    /// <exception cref="Contracts.Faults.UserErrorException">The database cannot be read, or the checkpoint is in a folder
    /// that is not known here.</exception>
    public async Task<Checkpoint?> FindLatestAsync(TrialId trial, CancellationToken cancel = default)
    {
        var kept = await DatabaseFaults.ExplainAsync(database.Place, () =>
            database.ReadAsync(connection => KeptCheckpoint.ListAsync(connection, trial, cancel), cancel));
        foreach (var one in kept)
            if (await one.ReadAsync(_files, cancel) is { } data) return new Checkpoint(trial, one.Attempt, one.Step, data);
        return null;
    }
}
