using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Queries;

/// <summary>
/// Lists trials in PostgreSQL. A list with a condition or an order first finds the keys of its trials, separately among
/// those with packed curves and among all others: several processes can then read the packed ones at once, and from
/// their indexes, which a lookup for each trial would prevent.
/// </summary>
internal sealed class PostgresTrials(ExperimentsDb db, TrialRows trials, TrialFilter filter, CancellationToken cancel)
{
    // For each trial of the list.
    private const int BestTrials = 20;

    /// <summary>Returns the first trials in the order of the filter.</summary>
    public Task<List<TrialRow>> ListAsync() => filter.SortBy switch
    {
        TrialField.Objective => ByObjectiveAsync(),
        TrialField.Metric => ByMetricAsync(),
        _ => FirstAsync(rows => TrialOrder.Apply(db, rows, filter).Take(filter.Limit)),
    };

    // The same as the order by objective, in three queries: PostgreSQL reads the first trials of a large sweep in the
    // order of their index, and does not look at the others.
    private async Task<List<TrialRow>> ByObjectiveAsync()
    {
        var ranked = await AmongBestAsync() ?? await FirstAsync(rows => Ranked(rows, filter.Limit));
        if (ranked.Count == filter.Limit) return ranked;
        ranked.AddRange(await FirstAsync(rows => TrialOrder.Apply(
            db,
            rows.Where(row => row.Trial.Status == TrialStatus.Completed && row.Trial.Objective != null
                && row.Trial.Violation != null),
            filter).Take(filter.Limit - ranked.Count)));
        if (ranked.Count == filter.Limit) return ranked;
        var others = await FirstAsync(rows => TrialOrder.Apply(
            db, rows.Where(row => row.Trial.Status != TrialStatus.Completed || row.Trial.Objective == null), filter)
            .Take(filter.Limit - ranked.Count));
        return [.. ranked, .. others];
    }

    // The best trials, which are together in their index, often fulfil the condition. Returns null if others may be
    // among the first: the last of the list is not one of the best packed ones.
    private async Task<List<TrialRow>?> AmongBestAsync()
    {
        if (filter.Where is null) return null;
        var best = Ranked(trials.Packed, filter.Limit * BestTrials);
        var ranked = await AmongAsync(
            KeysOf(rows => Ranked(rows, filter.Limit), best), rows => Ranked(rows, filter.Limit));
        return ranked.Count == filter.Limit && ranked[^1].Trial.Packed ? ranked : null;
    }

    private IQueryable<TrialRow> Ranked(IQueryable<TrialRow> rows, int limit)
    {
        rows = rows.Where(row => row.Trial.Status == TrialStatus.Completed && row.Trial.Objective != null
            && row.Trial.Violation == null);
        var ordered = filter.Descending
            ? rows.OrderByDescending(row => row.Trial.Objective)
            : rows.OrderBy(row => row.Trial.Objective);
        return ordered.ThenBy(row => row.Trial.Number).Take(limit);
    }

    // First the trials with a value, in its order, and then those without one, by number.
    private async Task<List<TrialRow>> ByMetricAsync()
    {
        IQueryable<TrialRow> Sorted(IQueryable<TrialRow> rows) =>
            TrialOrder.Apply(db, rows.Where(row => row.SortValue != null), filter).Take(filter.Limit);
        var ranked = await AmongAsync(IsFiltered ? KeysOf(Sorted, trials.PackedWithValue) : KeysByCurve(), Sorted);
        if (ranked.Count == filter.Limit) return ranked;
        IQueryable<TrialRow> Unsorted(IQueryable<TrialRow> rows) => rows.Where(row => row.SortValue == null)
            .OrderBy(row => row.Trial.Number).Take(filter.Limit - ranked.Count);
        return [.. ranked, .. await AmongAsync(KeysOf(Unsorted, trials.PackedWithoutValue), Unsorted)];
    }

    private bool IsFiltered => filter.Where is not null || filter.Status is not null;

    // Without a condition on trials, the index of curves has everything.
    private IQueryable<long> KeysByCurve()
    {
        var ordered = filter.Descending
            ? trials.FiniteCurves.OrderByDescending(curve => curve.Last)
            : trials.FiniteCurves.OrderBy(curve => curve.Last);
        return ordered.ThenBy(curve => curve.TrialId).Select(curve => curve.TrialId).Take(filter.Limit);
    }

    private Task<List<TrialRow>> FirstAsync(Func<IQueryable<TrialRow>, IQueryable<TrialRow>> first) =>
        // Indexes have the order by number and by objective.
        filter is { Where: null, SortBy: null or TrialField.Objective }
            ? first(trials.Choose(trials.All, filter, arePacked: false)).ToListAsync(cancel)
            : AmongAsync(KeysOf(first, trials.Packed), first);

    private Task<List<TrialRow>> AmongAsync(
        IQueryable<long> packed, Func<IQueryable<TrialRow>, IQueryable<TrialRow>> first)
    {
        var others = first(trials.Choose(trials.Others, filter, arePacked: false)).Select(row => row.Trial.Id);
        var keys = packed.Concat(others);
        return first(trials.All.Where(row => keys.Contains(row.Trial.Id))).ToListAsync(cancel);
    }

    private IQueryable<long> KeysOf(
        Func<IQueryable<TrialRow>, IQueryable<TrialRow>> first, IQueryable<TrialRow> packed) =>
        first(trials.Choose(packed, filter, arePacked: true)).Select(row => row.Trial.Id);
}
