using System.Data.Common;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Keeping;

/// <summary>
/// Deletes sweeps with everything that belongs to them. First a sweep is marked in one short transaction, from which on
/// no list shows it and no cluster can continue it. Then its rows go in many short transactions. If the process ends
/// meanwhile, any other continues: <see cref="FinishAsync"/> deletes whatever is marked.
/// </summary>
public sealed class SweepRemoval(Database database, CheckpointOptions checkpoints)
{
    private readonly TrialContents _contents = new(database, checkpoints);

    /// <summary>Deletes a sweep.</summary>
    /// <exception cref="UserErrorException">
    /// The sweep has not ended and a cluster runs it, or it has files in a store that is not known here.
    /// </exception>
    public async Task RemoveAsync(int sweepKey, CancellationToken cancel = default)
    {
        if (!await TryMarkAsync(sweepKey, cancel) && !await IsMarkedAsync(sweepKey, cancel))
            throw new UserErrorException(
                "it has not ended, or just continues: end it first with 'experiments cancel', or wait for its end");
        await DeleteMarkedAsync(sweepKey, cancel);
    }

    /// <summary>
    /// Marks a sweep for deletion, unless it has not ended while its cluster lives, or is already marked.
    /// </summary>
    /// <exception cref="UserErrorException">It has files in a store that is not known here.</exception>
    internal Task<bool> TryMarkAsync(int sweepKey, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            var (first, last) = Trials(sweepKey);
            if (!await _contents.CanDeleteAsync(first, last, cancel))
                throw new UserErrorException(
                    $"it has files outside of the database: set {CheckpointOptions.Variable} to their store, so that "
                    + "they are deleted too");
            try
            {
                return await database.WriteAsync(connection => MarkAsync(connection, sweepKey, cancel), cancel);
            }
            catch (DbException fault) when (UniqueViolation.IsOf(fault, "sweep_events_pkey"))
            {
                return false;
            }
        });

    /// <summary>Continues the deletion of all sweeps that are marked.</summary>
    /// <returns>The number of sweeps that were deleted.</returns>
    public async Task<int> FinishAsync(CancellationToken cancel = default)
    {
        var marked = await DatabaseFaults.ExplainAsync(database.Place, () => database.ReadAsync(
            connection => connection.QueryAsync(
                "select key from sweeps where deleting_at is not null order by key", [], row => row.GetInt32(0),
                cancel),
            cancel));
        foreach (var key in marked) await DeleteMarkedAsync(key, cancel);
        return marked.Count;
    }

    // The event takes the place of the next one, so a cluster that is about to continue the sweep finds that its log
    // has changed, and then that the sweep is gone. Commits of clusters also write the event before the sweep's row, so
    // that neither waits for the other in a circle.
    private async Task<bool> MarkAsync(DbConnection connection, int sweepKey, CancellationToken cancel)
    {
        (string, object?)[] sweep = [("sweep", sweepKey)];
        var open = await connection.ExecuteAsync(
            $"""
            insert into sweep_events (sweep_key, seq, kind, version, event, actions)
            select key, coalesce((select max(seq) from sweep_events where sweep_key = @sweep), 0) + 1,
                   'deleted', 0, {database.Dialect.Json("'{}'")}, {database.Dialect.Json("'[]'")}
            from sweeps where key = @sweep and deleting_at is null
            """,
            sweep, cancel);
        var marked = open == 1 ? await connection.ExecuteAsync(
            $"""
            update sweeps set deleting_at = {database.Dialect.Now}
            where key = @sweep and deleting_at is null and (
                not {Unfinished.Where}
                or exists (select 1 from sweep_progress p where p.key = @sweep and p.waits_for = 'a node'))
            """,
            sweep, cancel) : 0;
        if (marked == 0) await connection.ExecuteAsync(
            "delete from sweep_events where sweep_key = @sweep and kind = 'deleted'", sweep, cancel);
        return marked == 1;
    }

    // Another process may be deleting it.
    private async Task<bool> IsMarkedAsync(int sweepKey, CancellationToken cancel) =>
        (await database.ReadAsync(
            connection => connection.QueryAsync(
                "select 1 from sweeps where key = @sweep and deleting_at is null", [("sweep", sweepKey)], _ => true,
                cancel),
            cancel)).Count == 0;

    private Task<bool> DeleteMarkedAsync(int sweepKey, CancellationToken cancel) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            var (first, last) = Trials(sweepKey);
            await _contents.DeleteAsync(first, last, cancel);
            await KeyedRows.Trials.DeleteAsync(database, first, last, cancel);
            // What was packed or reported until the last trial was gone.
            await _contents.DeleteAsync(first, last, cancel);
            await KeyedRows.Events.DeleteAsync(database, sweepKey, sweepKey, cancel);
            return await database.WriteAsync(
                async connection =>
                {
                    (string, object?)[] sweep = [("sweep", sweepKey)];
                    await connection.ExecuteAsync(
                        "delete from sweep_snapshots where sweep_key = @sweep", sweep, cancel);
                    await connection.ExecuteAsync(
                        "delete from sweep_owners where sweep = (select id from sweeps where key = @sweep)", sweep,
                        cancel);
                    return await connection.ExecuteAsync("delete from sweeps where key = @sweep", sweep, cancel) > 0;
                },
                cancel);
        });

    private static (long First, long Last) Trials(int sweepKey) =>
        (new TrialId(sweepKey, 0).Value, new TrialId(sweepKey, int.MaxValue).Value);
}
