using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Queries;

/// <summary>
/// The trials of a sweep, with what a list shows, filters and sorts by. In PostgreSQL they have two parts, which
/// <see cref="PostgresTrials"/> reads: <see cref="Packed"/> and <see cref="Others"/>.
/// </summary>
internal sealed class TrialRows
{
    private readonly ExperimentsDb _db;
    private readonly int _sweepKey;
    private readonly MetricKeys _metrics;
    private readonly IReadOnlyList<string> _live;
    private readonly int _sort;

    private TrialRows(
        ExperimentsDb db, int sweepKey, MetricKeys metrics, IReadOnlyList<string> live, string? sortMetric) =>
        (_db, _sweepKey, _metrics, _live, _sort) =
            (db, sweepKey, metrics, live, sortMetric is null ? 0 : metrics[sortMetric]);

    /// <summary>Reads what the queries need before.</summary>
    public static async Task<TrialRows> OpenAsync(
        ExperimentsDb db, int sweepKey, TrialFilter filter, string? sortMetric, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        string[] metrics = [.. filter.Where?.Metrics() ?? [], .. sortMetric is null ? (string[])[] : [sortMetric]];
        return new(
            db, sweepKey, await MetricKeys.ReadAsync(connection, sweepKey, [.. metrics.Distinct()], cancel),
            await connection.QueryAsync("select silo from live_silos", [], row => row.GetString(0), cancel),
            sortMetric);
    }

    /// <summary>All trials.</summary>
    public IQueryable<TrialRow> All => _db is PostgresDb ? AllWithPacked() : AllInSqlite();

    /// <summary>
    /// The trials whose curves are packed, in PostgreSQL. They have ended, so that their state is in their own row.
    /// </summary>
    public IQueryable<TrialRow> Packed
    {
        get
        {
            var (db, objective) = (_db, _metrics.Objective);
            var (lastStep, lastValue) = (LastPoint.Step, LastPoint.Value);
            return
                from trial in Trials
                where trial.Packed
                select new TrialRow
                {
                    Trial = trial,
                    Status = trial.Status,
                    Seconds = trial.TrainedSeconds,
                    Step = db.Set<PackedCurve>()
                        .Where(curve => curve.TrialId == trial.Id && curve.MetricId == objective)
                        .Select(lastStep).FirstOrDefault(),
                    Value = db.Set<PackedCurve>()
                        .Where(curve => curve.TrialId == trial.Id && curve.MetricId == objective)
                        .Select(lastValue).FirstOrDefault(),
                    SortValue = null,
                };
        }
    }

    /// <summary>Those of <see cref="Packed"/> whose newest value of the metric to sort by is finite.</summary>
    public IQueryable<TrialRow> PackedWithValue =>
        from trial in Trials
        where trial.Packed
        join curve in FiniteCurves on trial.Id equals curve.TrialId
        select new TrialRow
        {
            Trial = trial,
            Status = trial.Status,
            Seconds = trial.TrainedSeconds,
            SortValue = curve.Last,
        };

    /// <summary>Those of <see cref="Packed"/> that are not in <see cref="PackedWithValue"/>.</summary>
    public IQueryable<TrialRow> PackedWithoutValue
    {
        get
        {
            var curves = FiniteCurves;
            return Packed.Where(row => !curves.Any(curve => curve.TrialId == row.Trial.Id));
        }
    }

    /// <summary>
    /// All other trials in PostgreSQL. They are few: those that have not ended are in one index, and those that have
    /// are in another one until their curves are packed.
    /// </summary>
    public IQueryable<TrialRow> Others => All.Where(row => !row.Trial.Packed
        && (row.Trial.Status == TrialStatus.Running || row.Trial.Status == TrialStatus.Waiting
            || row.Trial.Status == TrialStatus.Paused
            || (!row.Trial.Packed
                && (row.Trial.Status == TrialStatus.Completed || row.Trial.Status == TrialStatus.Pruned
                    || row.Trial.Status == TrialStatus.Failed || row.Trial.Status == TrialStatus.Cancelled))));

    /// <summary>The packed curves of the sweep whose newest value of the metric to sort by is finite.</summary>
    public IQueryable<PackedCurve> FiniteCurves
    {
        get
        {
            var (sort, first, end) =
                (_sort, new TrialId(_sweepKey, 0).Value, new TrialId(_sweepKey, int.MaxValue).Value);
            return _db.Set<PackedCurve>().Where(curve =>
                curve.MetricId == sort && curve.TrialId >= first && curve.TrialId <= end
                && curve.Last >= double.MinValue && curve.Last <= double.MaxValue);
        }
    }

    /// <summary>Returns whether the sweep has more trials than a number.</summary>
    public async Task<bool> AreMoreThanAsync(int trials, CancellationToken cancel)
    {
        await _db.Database.OpenConnectionAsync(cancel);
        return (await _db.Database.GetDbConnection().QueryAsync(
            "select 1 from trials where sweep_key = @sweep and number >= @trials limit 1",
            [("sweep", _sweepKey), ("trials", trials)], _ => true, cancel)).Count > 0;
    }

    /// <summary>Chooses those of the trials that fulfil a filter.</summary>
    /// <param name="rows">Trials of this sweep.</param>
    /// <param name="filter">The filter. Its order and limit are ignored.</param>
    /// <param name="arePacked">Whether all of the trials are <see cref="Packed"/>, or none of them.</param>
    public IQueryable<TrialRow> Choose(IQueryable<TrialRow> rows, TrialFilter filter, bool arePacked)
    {
        if (filter is { After: { } after, SortBy: null })
            rows = filter.Descending
                ? rows.Where(row => row.Trial.Number < after)
                : rows.Where(row => row.Trial.Number > after);
        if (filter.Status is { } status) rows = rows.Where(ConditionTranslator.HasStatus(status));
        return filter.Where is { } where
            ? rows.Where(new ConditionTranslator(_db, _sweepKey, _metrics, arePacked).Translate(where))
            : rows;
    }

    private IQueryable<Trial> Trials
    {
        get
        {
            var sweepKey = _sweepKey;
            return _db.Trials.Where(trial => trial.SweepKey == sweepKey);
        }
    }

    private IQueryable<TrialRow> AllInSqlite()
    {
        var (db, live, objective, sort) = (_db, _live, _metrics.Objective, _sort);
        return
            from trial in Trials
            select new TrialRow
            {
                Trial = trial,
                Status = trial.Status != TrialStatus.Running || live.Contains(trial.Node)
                    ? trial.Status
                    : TrialStatus.Waiting,
                Seconds = trial.Status != TrialStatus.Running
                    ? trial.TrainedSeconds
                    : db.TrialStates.Where(state => state.Id == trial.Id).Select(state => state.Seconds).First(),
                Step = db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == objective)
                    .OrderByDescending(point => point.Step).Select(point => (long?)point.Step).FirstOrDefault(),
                Value = db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == objective)
                    .OrderByDescending(point => point.Step).Select(point => point.Value).FirstOrDefault(),
                Kind = db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == objective)
                    .OrderByDescending(point => point.Step).Select(point => (short?)point.Kind).FirstOrDefault(),
                SortValue = db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == sort)
                    .OrderByDescending(point => point.Step).Select(point => point.Value).FirstOrDefault(),
                SortKind = db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == sort)
                    .OrderByDescending(point => point.Step).Select(point => (short?)point.Kind).FirstOrDefault(),
            };
    }

    // The same, with the last point of a packed curve, so that curves are not unpacked.
    private IQueryable<TrialRow> AllWithPacked()
    {
        var (db, live, objective, sort) = (_db, _live, _metrics.Objective, _sort);
        var (lastStep, lastValue, lastKind) = (LastPoint.Step, LastPoint.Value, LastPoint.Kind);
        return
            from trial in Trials
            select new TrialRow
            {
                Trial = trial,
                Status = trial.Status != TrialStatus.Running || live.Contains(trial.Node)
                    ? trial.Status
                    : TrialStatus.Waiting,
                Seconds = trial.Status != TrialStatus.Running
                    ? trial.TrainedSeconds
                    : db.TrialStates.Where(state => state.Id == trial.Id).Select(state => state.Seconds).First(),
                Step = trial.Packed
                    ? db.Set<PackedCurve>().Where(curve => curve.TrialId == trial.Id && curve.MetricId == objective)
                        .Select(lastStep).FirstOrDefault()
                    : db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == objective)
                        .OrderByDescending(point => point.Step).Select(point => (long?)point.Step).FirstOrDefault(),
                Value = trial.Packed
                    ? db.Set<PackedCurve>().Where(curve => curve.TrialId == trial.Id && curve.MetricId == objective)
                        .Select(lastValue).FirstOrDefault()
                    : db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == objective)
                        .OrderByDescending(point => point.Step).Select(point => point.Value).FirstOrDefault(),
                Kind = trial.Packed
                    ? db.Set<PackedCurve>().Where(curve => curve.TrialId == trial.Id && curve.MetricId == objective)
                        .Select(lastKind).FirstOrDefault()
                    : db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == objective)
                        .OrderByDescending(point => point.Step).Select(point => (short?)point.Kind).FirstOrDefault(),
                SortValue = trial.Packed
                    ? db.Set<PackedCurve>().Where(curve => curve.TrialId == trial.Id && curve.MetricId == sort)
                        .Select(lastValue).FirstOrDefault()
                    : db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == sort)
                        .OrderByDescending(point => point.Step).Select(point => point.Value).FirstOrDefault(),
                SortKind = trial.Packed
                    ? db.Set<PackedCurve>().Where(curve => curve.TrialId == trial.Id && curve.MetricId == sort)
                        .Select(lastKind).FirstOrDefault()
                    : db.Metrics.Where(point => point.TrialId == trial.Id && point.MetricId == sort)
                        .OrderByDescending(point => point.Step).Select(point => (short?)point.Kind).FirstOrDefault(),
            };
    }
}
