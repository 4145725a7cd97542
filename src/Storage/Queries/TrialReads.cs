using System.Linq.Expressions;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Queries;

/// <summary>
/// Lists trials with a filter and in an order. Each newest value is one lookup in the primary key of the metrics, so
/// the cost of a list does not depend on the length of the curves.
/// </summary>
internal static class TrialReads
{
    public static async Task<IReadOnlyList<TrialSummary>> ListAsync(
        ExperimentsDb db, int sweepKey, TrialFilter filter, CancellationToken cancel)
    {
        var sortMetric = (filter.SortBy as TrialField.Metric)?.Name;
        string[] needed = [.. filter.Where?.Metrics() ?? [], .. sortMetric is null ? (string[])[] : [sortMetric]];
        var metrics = await MetricKeys.ReadAsync(db, sweepKey, [.. needed.Distinct()], cancel);
        var rows = Chosen(db, sweepKey, Rows(db, sweepKey, metrics, sortMetric), metrics, filter);
        var listed = db is PostgresDb && filter.SortBy is TrialField.Objective
            ? await ByObjectiveAsync(db, rows, filter, cancel)
            : await TrialOrder.Apply(db, rows, filter).Take(filter.Limit).ToListAsync(cancel);
        return [.. listed.Select(row => row.Summarize(sortMetric))];
    }

    // The same as the order by objective, in two queries: PostgreSQL reads the first trials of a large sweep in the
    // order of their index, and does not look at the others.
    private static async Task<List<TrialRow>> ByObjectiveAsync(
        ExperimentsDb db, IQueryable<TrialRow> rows, TrialFilter filter, CancellationToken cancel)
    {
        var ranked = rows.Where(row => row.Trial.Status == TrialStatus.Completed && row.Trial.Objective != null);
        var ordered = filter.Descending
            ? ranked.OrderByDescending(row => row.Trial.Objective).ThenBy(row => row.Trial.Number)
            : ranked.OrderBy(row => row.Trial.Objective).ThenBy(row => row.Trial.Number);
        var listed = await ordered.Take(filter.Limit).ToListAsync(cancel);
        if (listed.Count == filter.Limit) return listed;
        var others = rows.Where(row => row.Trial.Status != TrialStatus.Completed || row.Trial.Objective == null);
        return
        [
            .. listed,
            .. await TrialOrder.Apply(db, others, filter).Take(filter.Limit - listed.Count).ToListAsync(cancel),
        ];
    }

    public static async Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        ExperimentsDb db, int sweepKey, TrialGrouping grouping, CancellationToken cancel)
    {
        var needed = grouping.Trials.Where?.Metrics().Distinct().ToArray() ?? [];
        var metrics = await MetricKeys.ReadAsync(db, sweepKey, needed, cancel);
        var rows = Chosen(db, sweepKey, Rows(db, sweepKey, metrics, null), metrics, grouping.Trials);
        return await new GroupReads(db, grouping).ListAsync(rows, cancel);
    }

    /// <summary>
    /// Returns the condition that a trial has a status. Running and waiting depend on which nodes are alive. The stored
    /// status is indexed and narrows the search.
    /// </summary>
    public static Expression<Func<TrialRow, bool>> HasStatus(TrialStatus status) => status switch
    {
        TrialStatus.Running => row =>
            row.Trial.Status == TrialStatus.Running && row.Status == TrialStatus.Running,
        TrialStatus.Waiting => row =>
            (row.Trial.Status == TrialStatus.Running || row.Trial.Status == TrialStatus.Waiting)
            && row.Status == TrialStatus.Waiting,
        _ => row => row.Trial.Status == status,
    };

    private static IQueryable<TrialRow> Chosen(
        ExperimentsDb db, int sweepKey, IQueryable<TrialRow> rows, MetricKeys metrics, TrialFilter filter)
    {
        if (filter.Status is { } status) rows = rows.Where(HasStatus(status));
        return filter.Where is { } where
            ? rows.Where(new ConditionTranslator(db, sweepKey, metrics).Translate(where))
            : rows;
    }

    // Only the state of a trial that is stored as running depends on more than its row.
    private static IQueryable<TrialRow> Rows(
        ExperimentsDb db, int sweepKey, MetricKeys metrics, string? sortMetric)
    {
        var objective = metrics.Objective;
        var sort = sortMetric is null ? 0 : metrics[sortMetric];
        if (db is PostgresDb) return PackedRows(db, sweepKey, objective, sort);
        return
            from trial in db.Trials
            where trial.SweepKey == sweepKey
            select new TrialRow
            {
                Trial = trial,
                Status = trial.Status != TrialStatus.Running
                    ? trial.Status
                    : db.TrialStates.Where(state => state.Id == trial.Id).Select(state => state.Status).First(),
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
    private static IQueryable<TrialRow> PackedRows(ExperimentsDb db, int sweepKey, int objective, int sort)
    {
        var (lastStep, lastValue, lastKind) = (LastPoint.Step, LastPoint.Value, LastPoint.Kind);
        return
            from trial in db.Trials
            where trial.SweepKey == sweepKey
            select new TrialRow
            {
                Trial = trial,
                Status = trial.Status != TrialStatus.Running
                    ? trial.Status
                    : db.TrialStates.Where(state => state.Id == trial.Id).Select(state => state.Status).First(),
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
