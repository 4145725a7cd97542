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
        var trials = await TrialRows.OpenAsync(db, sweepKey, filter, sortMetric, cancel);
        var listed = db is PostgresDb
            ? await new PostgresTrials(db, trials, filter, cancel).ListAsync()
            : await TrialOrder.Apply(db, trials.Choose(trials.All, filter, arePacked: false), filter)
                .Take(filter.Limit).ToListAsync(cancel);
        return [.. listed.Select(row => row.Summarize(sortMetric))];
    }

    public static async Task<IReadOnlyList<TrialGroup>> ListGroupsAsync(
        ExperimentsDb db, int sweepKey, TrialGrouping grouping, CancellationToken cancel)
    {
        var trials = await TrialRows.OpenAsync(db, sweepKey, grouping.Trials, null, cancel);
        return await new GroupReads(db, grouping).ListAsync(trials, cancel);
    }
}
