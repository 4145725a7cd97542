using Experiments.Storage.Databases;

namespace Experiments.Storage.Packing;

/// <summary>
/// Packs the curves of trials that have ended: the points of each metric become arrays in one row, which take a fifth
/// of the space. The view <c>metrics</c> shows both. Does nothing on SQLite. See docs/adr/0040.
/// </summary>
public sealed class CurvePacker(Database database)
{
    /// <summary>
    /// Packs the curves of some trials. Several processes may do so at the same time: each trial is packed by one.
    /// </summary>
    /// <param name="trials">
    /// The maximum number of trials. All are packed in one transaction, which keeps the points that it deletes until
    /// its end.
    /// </param>
    /// <param name="ended">The time that must have passed since the end of a trial, by the database's clock.</param>
    /// <param name="cancel">Cancels the work.</param>
    /// <returns>The number of packed trials, or 0 if there is nothing to pack.</returns>
    public Task<int> PackAsync(int trials, TimeSpan ended, CancellationToken cancel = default) =>
        database is PostgresDatabase
            ? database.WriteAsync(
                connection => connection.ExecuteAsync(Pack, [("trials", trials), ("ended", ended)], cancel), cancel)
            : Task.FromResult(0);

    // No report of a trial that has ended is accepted, so its rows do not change. A trial that another process packs is
    // skipped. The number of affected rows is that of the update.
    private const string Pack =
        """
        with ended as (
            select id from trials
            where not packed and status in ('completed', 'pruned', 'failed', 'cancelled')
                and finished_at <= now() - @ended
            order by id limit @trials for no key update skip locked),
        points as (
            delete from metric_rows m using ended where m.trial_id = ended.id
            returning m.trial_id, m.metric_id, m.step, m.at,
                case m.kind when 0 then m.value when 1 then 'NaN' when 2 then 'Infinity' else '-Infinity' end as value),
        steps as (
            select *, step - lag(step) over (partition by trial_id, metric_id order by step) as stride from points),
        packed as (
            insert into packed_curves (trial_id, metric_id, points, first_step, stride, steps, at, values)
            select trial_id, metric_id, count(*), min(step),
                case when min(stride) is not distinct from max(stride) then min(stride) end,
                case when min(stride) <> max(stride) then array_agg(step order by step) end,
                array_agg(at order by step), array_agg(value order by step)
            from steps group by trial_id, metric_id)
        update trials set packed = true from ended where trials.id = ended.id
        """;
}
