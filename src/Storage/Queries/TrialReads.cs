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
        var rows = Chosen(db, Rows(db, sweepKey, metrics, sortMetric), metrics, filter);
        var listed = await TrialOrder.Apply(db, rows, filter).Take(filter.Limit).ToListAsync(cancel);
        return [.. listed.Select(row => row.Summarize(sortMetric))];
    }

    public static async Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        ExperimentsDb db, int sweepKey, TrialGrouping grouping, CancellationToken cancel)
    {
        var needed = grouping.Trials.Where?.Metrics().Distinct().ToArray() ?? [];
        var metrics = await MetricKeys.ReadAsync(db, sweepKey, needed, cancel);
        var rows = Chosen(db, Rows(db, sweepKey, metrics, null), metrics, grouping.Trials);
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
        ExperimentsDb db, IQueryable<TrialRow> rows, MetricKeys metrics, TrialFilter filter)
    {
        if (filter.Status is { } status) rows = rows.Where(HasStatus(status));
        return filter.Where is { } where
            ? rows.Where(new ConditionTranslator(db, metrics).Translate(where))
            : rows;
    }

    // Only the state of a trial that is stored as running depends on more than its row.
    private static IQueryable<TrialRow> Rows(
        ExperimentsDb db, int sweepKey, MetricKeys metrics, string? sortMetric)
    {
        var objective = metrics.Objective;
        var sort = sortMetric is null ? 0 : metrics[sortMetric];
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
}
