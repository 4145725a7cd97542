using System.Data.Common;
using System.Text.Json;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;
using Experiments.Search.Spaces;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;

namespace Experiments.Storage.Queries;

/// <summary>
/// Reads trials with their newest objective. Every look at a curve is one step into the primary key of the metrics, so a
/// list costs what it lists, however long the curves are.
/// </summary>
internal sealed class TrialSql(Database database)
{
    private readonly bool _isPostgres = database is PostgresDatabase;

    public Task<IReadOnlyList<TrialSummary>> ListAsync(
        DbConnection connection, int sweepKey, TrialFilter filter, CancellationToken cancel)
    {
        var status = filter.Status is { } wanted ? $"and t.status = '{Words.Of(wanted)}'" : "";
        var order = filter.SortBy is null
            ? filter.Descending ? "t.number desc" : "t.number"
            : $"sorted.value {(filter.Descending ? "desc" : "asc")} nulls last, t.number";
        var sorted = filter.SortBy is null ? "" : $"join ({Sorted()}) sorted on sorted.id = t.id";
        return QueryAsync(
            connection,
            $"from trials t {sorted} where t.sweep_key = @sweep {status} order by {order} limit {filter.Limit}",
            [("sweep", sweepKey), ("by", filter.SortBy ?? "")],
            filter.SortBy,
            cancel);
    }

    public Task<IReadOnlyList<TrialSummary>> BestAsync(
        DbConnection connection, int sweepKey, Goal goal, int top, CancellationToken cancel) =>
        QueryAsync(
            connection,
            $"""
            from trials t where t.sweep_key = @sweep and t.status = 'completed' and t.objective is not null
            order by t.objective {(goal == Goal.Maximize ? "desc" : "asc")}, t.number limit {top}
            """,
            [("sweep", sweepKey)],
            null,
            cancel);

    public Task<IReadOnlyList<TrialSummary>> OneAsync(DbConnection connection, TrialId trial, CancellationToken cancel) =>
        QueryAsync(
            connection, "from trials t where t.id = @trial and t.sweep_key = @sweep",
            [("trial", trial.Value), ("sweep", trial.SweepKey)], null, cancel);

    /// <summary>The newest value of each metric of a few trials.</summary>
    public static async Task<ILookup<int, KeyValuePair<string, double>>> NewestMetricsAsync(
        DbConnection connection, int sweepKey, IEnumerable<int> numbers, CancellationToken cancel)
    {
        var ids = string.Join(", ", numbers.Select(number => new TrialId(sweepKey, number).Value));
        if (ids.Length == 0)
            return Array.Empty<int>().ToLookup(number => number, _ => default(KeyValuePair<string, double>));
        const string Newest = "from metrics m where m.trial_id = t.id and m.metric_id = n.id order by m.step desc limit 1";
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

    // A trial's own columns, the newest point of the objective, and that of the metric that @by names, if any.
    private Task<IReadOnlyList<TrialSummary>> QueryAsync(
        DbConnection connection, string fromTrials, (string Name, object? Value)[] parameters, string? by,
        CancellationToken cancel)
    {
        var seconds = _isPostgres
            ? "extract(epoch from coalesce(t.finished_at, now()) - t.started_at)::double precision"
            : "(julianday(coalesce(t.finished_at, 'now')) - julianday(t.started_at)) * 86400.0";
        var objective = PointOf("(select s.metric from sweeps s where s.key = @sweep)");
        var sorted = by is null ? "null, null" : $"(select m.value {PointOf("@by")}), (select m.kind {PointOf("@by")})";
        return connection.QueryAsync(
            $"""
            select t.number, t.status, t.attempt, t.restarts, t.node, t.assignment, t.objective, t.cause, t.started_at,
                   t.finished_at, {seconds}, (select m.step {objective}), (select m.value {objective}),
                   (select m.kind {objective}), {sorted}
            {fromTrials}
            """,
            parameters, row => Read(row, by), cancel);
    }

    private static string PointOf(string metric) =>
        $"""
        from metrics m
        where m.trial_id = t.id and m.metric_id = (select n.id from metric_names n where n.name = {metric})
        order by m.step desc limit 1
        """;

    // A metric's newest value where a metric has the name, else the parameter of that name.
    private string Sorted()
    {
        const string Newest =
            """
            select m.value from metrics m where m.trial_id = p.id and m.metric_id = named.id order by m.step desc limit 1
            """;
        var parameter = _isPostgres ? "(p.assignment -> @by)::jsonb" : "json_extract(p.assignment, '$.\"' || @by || '\"')";
        var newestAsJson = _isPostgres ? $"to_jsonb(({Newest}))" : $"({Newest})";
        return
            $"""
            select p.id, case when named.id is null then {parameter} else {newestAsJson} end as value
            from trials p left join metric_names named on named.name = @by
            where p.sweep_key = @sweep
            """;
    }

    private static TrialSummary Read(DbDataReader row, string? by) => new()
    {
        Number = row.GetInt32(0),
        Status = Words.Read<TrialStatus>(row.GetString(1)),
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
        Metrics = Value(row, 14) is { } sorted ? new Dictionary<string, double> { [by!] = sorted } : [],
    };

    private static double? Value(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal + 1)
            ? null
            : MetricValue.Read(row.NumberOrNull(ordinal), row.GetInt16(ordinal + 1));
}
