using System.Linq.Expressions;
using Experiments.Search.States;
using Experiments.Storage.Filters;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>The order of a list of trials.</summary>
internal static class TrialOrder
{
    /// <summary>Sorts trials. Those without a value come last, and ties are ordered by number.</summary>
    public static IQueryable<TrialRow> Apply(ExperimentsDb db, IQueryable<TrialRow> rows, TrialFilter filter) =>
        filter.SortBy switch
        {
            null => filter.Descending
                ? rows.OrderByDescending(row => row.Trial.Number)
                : rows.OrderBy(row => row.Trial.Number),
            TrialField.Objective => ThenBy(
                rows.OrderByDescending(
                        row => row.Trial.Status == TrialStatus.Completed && row.Trial.Objective != null)
                    .ThenBy(row => (row.Trial.Objective ?? row.Value) == null)
                    .ThenBy(row => row.Trial.Violation ?? 0),
                row => row.Trial.Objective ?? row.Value, filter.Descending),
            // PostgreSQL sorts null last, and looks up the value once if the order does not name it twice.
            TrialField.Metric when db is PostgresDb =>
                (filter.Descending ? rows.OrderBy(row => -row.SortValue) : rows.OrderBy(row => row.SortValue))
                .ThenBy(row => row.Trial.Number),
            TrialField.Metric => By(rows, row => row.SortValue, filter.Descending),
            TrialField.Parameter parameter when db is PostgresDb && !filter.Descending =>
                rows.OrderBy(IStoredParameters.Value(db, parameter.Name)).ThenBy(row => row.Trial.Number),
            TrialField.Parameter parameter => By(rows, IStoredParameters.Value(db, parameter.Name), filter.Descending),
            TrialField.Column { Name: var column } => ByColumn(rows, column, filter.Descending),
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };

    private static IQueryable<TrialRow> ByColumn(IQueryable<TrialRow> rows, string column, bool descending) =>
        column switch
        {
            "trial" => By(rows, row => (int?)row.Trial.Number, descending),
            "status" => By(rows, row => (TrialStatus?)row.Status, descending),
            "violation" => By(rows, row => row.Trial.Violation, descending),
            "step" => By(rows, row => row.Step, descending),
            "attempt" => By(rows, row => (int?)row.Trial.Attempt, descending),
            "restarts" => By(rows, row => (int?)row.Trial.Restarts, descending),
            "elapsed_seconds" or "time" => By(rows, row => (double?)row.Seconds, descending),
            "started_at" => By(rows, row => (DateTimeOffset?)row.Trial.StartedAt, descending),
            "finished_at" => By(rows, row => row.Trial.FinishedAt, descending),
            "node" => By(rows, row => row.Trial.Node, descending),
            "on_front" => By(rows, row => (bool?)row.Trial.OnFront, descending),
            "pinned" => By(rows, row => (bool?)row.Trial.Pinned, descending),
            "cause" => By(rows, row => row.Trial.Cause, descending),
            _ => throw new ArgumentOutOfRangeException(nameof(column)),
        };

    private static IQueryable<TrialRow> By<TKey>(
        IQueryable<TrialRow> rows, Expression<Func<TrialRow, TKey>> key, bool descending) =>
        ThenBy(rows.OrderBy(IsMissing(key)), key, descending);

    private static IQueryable<TrialRow> ThenBy<TKey>(
        IOrderedQueryable<TrialRow> rows, Expression<Func<TrialRow, TKey>> key, bool descending) =>
        (descending ? rows.ThenByDescending(key) : rows.ThenBy(key)).ThenBy(row => row.Trial.Number);

    private static Expression<Func<TrialRow, bool>> IsMissing<TKey>(Expression<Func<TrialRow, TKey>> key) =>
        Expression.Lambda<Func<TrialRow, bool>>(
            Expression.Equal(key.Body, Expression.Constant(null, typeof(TKey))), key.Parameters);
}
