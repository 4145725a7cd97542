using System.Data.Common;
using System.Text.Json;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;

namespace Experiments.Storage.Queries;

/// <summary>
/// Reads trials with their newest objective. Each newest value is one lookup in the primary key of the metrics, so the
/// cost of a list does not depend on the length of the curves.
/// </summary>
internal sealed class TrialSql(Database database)
{
    private const string OwnObjective = "(select s.metric from sweeps s where s.key = @sweep)";

    private readonly bool _isPostgres = database is PostgresDatabase;

    public Task<IReadOnlyList<TrialSummary>> ListAsync(
        DbConnection connection, int sweepKey, TrialFilter filter, CancellationToken cancel) =>
        QueryAsync(
            connection,
            $"where t.sweep_key = @sweep {StatusIs(filter.Status)} order by {OrderOf(filter)} limit {filter.Limit}",
            [("sweep", sweepKey)], filter.SortBy, cancel);

    public Task<IReadOnlyList<TrialSummary>> BestAsync(
        DbConnection connection, int sweepKey, Goal goal, int top, CancellationToken cancel) =>
        QueryAsync(
            connection,
            $"""
            where t.sweep_key = @sweep and t.status = 'completed' and t.objective is not null
            order by t.objective {(goal == Goal.Maximize ? "desc" : "asc")}, t.number limit {top}
            """,
            [("sweep", sweepKey)],
            null,
            cancel);

    public Task<IReadOnlyList<TrialSummary>> OneAsync(
        DbConnection connection, TrialId trial, CancellationToken cancel) =>
        QueryAsync(
            connection, "where t.id = @trial and t.sweep_key = @sweep",
            [("trial", trial.Value), ("sweep", trial.SweepKey)], null, cancel);

    /// <summary>Returns the newest value of each metric of the given trials, by trial number.</summary>
    public static async Task<ILookup<int, KeyValuePair<string, double>>> NewestMetricsAsync(
        DbConnection connection, int sweepKey, IEnumerable<int> numbers, CancellationToken cancel)
    {
        var ids = string.Join(", ", numbers.Select(number => new TrialId(sweepKey, number).Value));
        if (ids.Length == 0)
            return Array.Empty<int>().ToLookup(number => number, _ => default(KeyValuePair<string, double>));
        const string Newest = "from metrics m where m.trial_id = t.id and m.metric_id = n.id order by m.step "
            + "desc limit 1";
        var rows = await connection.QueryAsync(
            $"""
            select t.number, n.name, (select m.value {Newest}), (select m.kind {Newest})
            from trials t cross join metric_names n
            where t.id in ({ids})
            order by n.name
            """,
            [], row => (Number: row.GetInt32(0), Name: row.GetString(1), Value: Value(row, 2)), cancel);
        rows = [.. rows.Where(row => row.Value is not null)];
        return rows.ToLookup(row => row.Number, row => KeyValuePair.Create(row.Name, row.Value!.Value));
    }

    // Running and waiting depend on which nodes are alive. The stored status is indexed and narrows the search.
    private static string StatusIs(TrialStatus? status) => status switch
    {
        null => "",
        TrialStatus.Running => "and t.status = 'running' and state.status = 'running'",
        TrialStatus.Waiting => "and t.status in ('running', 'waiting') and state.status = 'waiting'",
        { } other => $"and t.status = '{EnumText.Write(other)}'",
    };

    private string OrderOf(TrialFilter filter)
    {
        var way = filter.Descending ? "desc" : "asc";
        return filter.SortBy switch
        {
            null => $"t.number {way}",
            TrialSort.Objective =>
                "t.status = 'completed' and t.objective is not null desc, coalesce(t.objective, "
                + $"{Newest(OwnObjective)}) {way} nulls last, t.number",
            TrialSort.Metric => $"{Newest("@by")} {way} nulls last, t.number",
            TrialSort.Parameter when _isPostgres => $"(t.assignment -> @by)::jsonb {way} nulls last, t.number",
            TrialSort.Parameter => $"json_extract(t.assignment, '$.\"' || @by || '\"') {way} nulls last, t.number",
            TrialSort.Column column => $"{ColumnOf(column.Name)} {way} nulls last, t.number",
            _ => throw new ArgumentOutOfRangeException(nameof(filter)),
        };
    }

    private static string ColumnOf(string name) => name switch
    {
        "trial" => "t.number",
        "status" => "state.status",
        "step" => $"(select m.step {PointOf(OwnObjective)})",
        "attempt" => "t.attempt",
        "restarts" => "t.restarts",
        "elapsed_seconds" or "time" => "state.seconds",
        "started_at" => "t.started_at",
        "finished_at" => "t.finished_at",
        "node" => "t.node",
        "cause" => "t.cause",
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    // The columns of a trial, the newest point of the objective, and that of the metric of the sort key, if any.
    private static Task<IReadOnlyList<TrialSummary>> QueryAsync(
        DbConnection connection, string where, (string Name, object? Value)[] parameters, TrialSort? by,
        CancellationToken cancel)
    {
        var objective = PointOf(OwnObjective);
        var name = by switch
        {
            TrialSort.Metric metric => metric.Name,
            TrialSort.Parameter parameter => parameter.Name,
            _ => "",
        };
        var sorted = by is TrialSort.Metric
            ? $"(select m.value {PointOf("@by")}), (select m.kind {PointOf("@by")})"
            : "null, null";
        return connection.QueryAsync(
            $"""
            select t.number, state.status, t.attempt, t.restarts, t.node, t.assignment, t.objective, t.cause,
                   t.started_at, t.finished_at, state.seconds, (select m.step {objective}), (select m.value {objective}),
                   (select m.kind {objective}), {sorted}
            from trials t join trial_states state on state.id = t.id
            {where}
            """,
            [.. parameters, ("by", name)], row => Read(row, name), cancel);
    }

    private static string Newest(string metric) => $"(select m.value {PointOf(metric)})";

    private static string PointOf(string metric) =>
        $"""
        from metrics m
        where m.trial_id = t.id and m.metric_id = (select n.id from metric_names n where n.name = {metric})
        order by m.step desc limit 1
        """;

    private static TrialSummary Read(DbDataReader row, string by) => new()
    {
        Number = row.GetInt32(0),
        Status = EnumText.Read<TrialStatus>(row.GetString(1)),
        Attempt = row.GetInt32(2),
        Restarts = row.GetInt32(3),
        Node = row.GetString(4),
        Assignment = JsonSerializer.Deserialize<Assignment>(row.GetString(5), SearchJson.Options)!,
        Objective = row.NumberOrNull(6),
        Cause = row.TextOrNull(7),
        StartedAt = row.GetFieldValue<DateTimeOffset>(8),
        FinishedAt = row.TimeOrNull(9),
        Elapsed = TimeSpan.FromSeconds(Math.Max(0, row.GetDouble(10))),
        Step = row.IsDBNull(11) ? null : row.GetInt64(11),
        Latest = Value(row, 12),
        Metrics = Value(row, 14) is { } sorted ? new Dictionary<string, double> { [by] = sorted } : [],
    };

    private static double? Value(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal + 1)
            ? null
            : MetricValue.Read(row.NumberOrNull(ordinal), row.GetInt16(ordinal + 1));
}
