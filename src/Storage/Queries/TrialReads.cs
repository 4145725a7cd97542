using Experiments.Search.States;
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
        var sortMetric = (filter.SortBy as TrialSort.Metric)?.Name;
        var rows = HasStatus(await RowsAsync(db, sweepKey, sortMetric, cancel), filter.Status);
        var listed = await TrialOrder.Apply(db, rows, filter).Take(filter.Limit).ToListAsync(cancel);
        return [.. listed.Select(row => row.Summarize(sortMetric))];
    }

    private static async Task<IQueryable<TrialRow>> RowsAsync(
        ExperimentsDb db, int sweepKey, string? sortMetric, CancellationToken cancel)
    {
        var objective = await (
            from sweep in db.Sweeps
            join name in db.MetricNames on sweep.Metric equals name.Name
            where sweep.Key == sweepKey
            select name.Id).SingleOrDefaultAsync(cancel);
        var sort = sortMetric is null
            ? 0
            : await db.MetricNames.Where(name => name.Name == sortMetric).Select(name => name.Id)
                .SingleOrDefaultAsync(cancel);
        return
            from trial in db.Trials
            join state in db.TrialStates on trial.Id equals state.Id
            where trial.SweepKey == sweepKey
            select new TrialRow
            {
                Trial = trial,
                Status = state.Status,
                Seconds = state.Seconds,
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

    // Running and waiting depend on which nodes are alive. The stored status is indexed and narrows the search.
    private static IQueryable<TrialRow> HasStatus(IQueryable<TrialRow> rows, TrialStatus? status) => status switch
    {
        null => rows,
        TrialStatus.Running => rows.Where(
            row => row.Trial.Status == TrialStatus.Running && row.Status == TrialStatus.Running),
        TrialStatus.Waiting => rows.Where(row =>
            (row.Trial.Status == TrialStatus.Running || row.Trial.Status == TrialStatus.Waiting)
            && row.Status == TrialStatus.Waiting),
        { } other => rows.Where(row => row.Trial.Status == other),
    };
}
