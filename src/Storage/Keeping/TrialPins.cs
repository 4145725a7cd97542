using System.Data.Common;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;
using Experiments.Storage.Sweeps;

namespace Experiments.Storage.Keeping;

/// <summary>
/// Pins trials: the checkpoints of a pinned trial are kept, whatever the sweep's policy says. The change locks the
/// trial's row, as a commit does that ends the trial, so that a trial either keeps its checkpoints or is reported to
/// have none.
/// </summary>
/// <param name="database">The database of the trials.</param>
/// <param name="options">The store of the large checkpoints.</param>
public sealed class TrialPins(Database database, CheckpointOptions options)
{
    /// <summary>Pins a trial. Changes nothing if it is pinned already.</summary>
    /// <returns>The trial's state, or null if there is no such trial.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task<PinOutcome?> PinAsync(TrialId trial, CancellationToken cancel = default) =>
        WriteAsync<PinOutcome?>(async connection =>
            await SetAsync(connection, trial, pinned: true, cancel) is { } status
                ? new PinOutcome(status, await CountAsync(connection, trial, cancel), Removed: 0)
                : null, cancel);

    /// <summary>
    /// Unpins a trial. If it has ended, the checkpoints go that the sweep's policy would have deleted at its end.
    /// </summary>
    /// <returns>The trial's state, or null if there is no such trial.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public async Task<PinOutcome?> UnpinAsync(TrialId trial, CancellationToken cancel = default)
    {
        var (outcome, files) = await WriteAsync(connection => UnpinAsync(connection, trial, cancel), cancel);
        foreach (var file in files.OfType<string>()) await options.Files.DeleteAsync(file);
        return outcome;
    }

    private static async Task<(PinOutcome? Outcome, IReadOnlyList<string?> Files)> UnpinAsync(
        DbConnection connection, TrialId trial, CancellationToken cancel)
    {
        if (await SetAsync(connection, trial, pinned: false, cancel) is not { } status) return (null, []);
        var removed = await FindRemovalAsync(connection, trial, status, cancel) is { } removal
            ? await connection.QueryAsync(
                SweepStatements.RemoveCheckpointsOfOne, [("id", trial.Value), ("keeps_newest", removal.KeepsNewest)],
                row => row.TextOrNull(0), cancel)
            : [];
        return (new PinOutcome(status, await CountAsync(connection, trial, cancel), removed.Count), removed);
    }

    private static async Task<CheckpointRemoval?> FindRemovalAsync(
        DbConnection connection, TrialId trial, TrialStatus status, CancellationToken cancel)
    {
        if (!status.IsFinal()) return null;
        var (keep, best) = (await connection.QueryAsync(
            "select s.spec, b.trial from sweeps s left join best_trials b on b.sweep = s.id where s.key = @key",
            [("key", trial.SweepKey)],
            row => (
                SweepSpecJson.Read(row.GetString(0)).KeepCheckpoints,
                row.IsDBNull(1) ? (int?)null : row.GetInt32(1)),
            cancel)).Single();
        return CheckpointRetention.OfEnded(keep, trial.Number, status, best);
    }

    private static async Task<TrialStatus?> SetAsync(
        DbConnection connection, TrialId trial, bool pinned, CancellationToken cancel)
    {
        var changed = await connection.QueryAsync(
            "update trials set pinned = @pinned where id = @trial returning status",
            [("pinned", pinned), ("trial", trial.Value)],
            row => (TrialStatus?)EnumText.Read<TrialStatus>(row.GetString(0)), cancel);
        return changed.SingleOrDefault();
    }

    private static async Task<int> CountAsync(DbConnection connection, TrialId trial, CancellationToken cancel) =>
        (await connection.QueryAsync(
            "select step from checkpoints where trial_id = @trial", [("trial", trial.Value)],
            row => row.GetInt64(0), cancel)).Count;

    private Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, () => database.WriteAsync(work, cancel));
}
