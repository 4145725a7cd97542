using Experiments.Contracts.Sweeps;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Keeping;

/// <summary>
/// Applies a <see cref="RetentionPolicy"/>: deletes what old sweeps need not keep, in short transactions. Several
/// processes may do so at the same time.
/// </summary>
public sealed class Pruning(Database database, CheckpointOptions checkpoints)
{
    private readonly TrialContents _contents = new(database, checkpoints);
    private readonly SweepRemoval _removal = new(database, checkpoints);

    /// <summary>Returns the sweeps of which the policy deletes something, oldest first.</summary>
    /// <exception cref="UserErrorException">The database cannot be read.</exception>
    public Task<IReadOnlyList<PrunedSweep>> PlanAsync(RetentionPolicy policy, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            var plan = new List<PrunedSweep>();
            foreach (var sweep in await ListOldAsync(policy, cancel))
            {
                if (sweep.IsRemoved || await HasContentsAsync(await RangesAsync(sweep.Key, cancel), cancel))
                    plan.Add(sweep);
            }

            return (IReadOnlyList<PrunedSweep>)plan;
        });

    /// <summary>Deletes what the plan says of one sweep.</summary>
    /// <returns>False if it stays because its files are in a store that is not known here, or because it just
    /// continues.</returns>
    /// <exception cref="UserErrorException">The database cannot be written.</exception>
    public Task<bool> PruneAsync(PrunedSweep sweep, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            var ranges = await RangesAsync(sweep.Key, cancel);
            foreach (var (first, last) in ranges)
                if (!await _contents.CanDeleteAsync(first, last, cancel)) return false;
            if (sweep.IsRemoved)
            {
                if (!await _removal.TryMarkAsync(sweep.Key, cancel)) return false;
                await _removal.FinishAsync(cancel);
                return true;
            }

            foreach (var (first, last) in ranges) await _contents.DeleteAsync(first, last, cancel);
            return true;
        });

    private Task<IReadOnlyList<PrunedSweep>> ListOldAsync(RetentionPolicy policy, CancellationToken cancel)
    {
        var removed = policy.Keep == RetentionPolicy.Kept.None
            ? "not exists (select 1 from trials t where t.sweep_key = s.key and t.pinned)"
            : "1 = 0";
        return database.ReadAsync(
            connection => connection.QueryAsync(
                $"""
                select s.key, s.id, s.name, {removed} from sweeps s
                where not s.{Unfinished.Where} and s.deleting_at is null
                    and s.finished_at < {database.Dialect.Ago((int)policy.OlderThan.TotalSeconds)}
                order by s.finished_at, s.key
                """,
                [],
                row => new PrunedSweep(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)), cancel),
            cancel);
    }

    /// <summary>
    /// Returns the ranges of trials whose contents are deleted: all between the trials that keep theirs.
    /// </summary>
    private async Task<IReadOnlyList<(long First, long Last)>> RangesAsync(int sweepKey, CancellationToken cancel)
    {
        // A trial that rests would continue from its checkpoint if the sweep were extended.
        var kept = await database.ReadAsync(
            connection => connection.QueryAsync(
                """
                select t.id from trials t
                where t.sweep_key = @sweep and (
                    t.pinned or t.status in ('running', 'waiting', 'paused')
                    or t.number = (select b.trial from best_trials b join sweeps s on s.id = b.sweep
                                   where s.key = @sweep))
                order by t.id
                """,
                [("sweep", sweepKey)], row => row.GetInt64(0), cancel),
            cancel);
        var ranges = new List<(long, long)>();
        var first = new TrialId(sweepKey, 0).Value;
        foreach (var trial in kept)
        {
            if (first < trial) ranges.Add((first, trial - 1));
            first = trial + 1;
        }

        ranges.Add((first, new TrialId(sweepKey, int.MaxValue).Value));
        return ranges;
    }

    private async Task<bool> HasContentsAsync(
        IReadOnlyList<(long First, long Last)> ranges, CancellationToken cancel)
    {
        string[] tables =
        [
            .. KeyedRows.Curves(database.Dialect).Append(KeyedRows.Logs).Select(rows => rows.Table),
            "checkpoints", "artifacts",
        ];
        var any = string.Join(
            " union all ", tables.Select(table => $"select 1 from {table} where trial_id between @first and @last"));
        foreach (var (first, last) in ranges)
        {
            var found = await database.ReadAsync(
                connection => connection.QueryAsync(
                    $"{any} limit 1", [("first", first), ("last", last)], _ => true, cancel), cancel);
            if (found.Count > 0) return true;
        }

        return false;
    }
}
