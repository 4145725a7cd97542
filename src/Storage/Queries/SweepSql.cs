using System.Data.Common;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>Reads sweeps and curves, with the same SQL for both databases.</summary>
internal static class SweepSql
{
    private const string Summary =
        """
        select key, sweep, name, status, reason, run_cap, metric, goal, best_trial, best_objective, trials_per_minute,
               created_at, started_at, finished_at, seconds,
               trials, running, waiting, paused, completed, pruned, failed, cancelled, waits_for,
               archived_at, note, tags, limited_to, best_violation
        from sweep_progress
        """;

    // All trials report the same metrics, except those that failed at once.
    private const string First = "and t.number < 100";

    public static Task<IReadOnlyList<SweepSummary>> ListAsync(
        DbConnection connection, SweepFilter filter, CancellationToken cancel)
    {
        string[] conditions =
        [
            .. filter.WithArchived ? [] : (string[])["archived_at is null"],
            .. filter.Tags.Select((_, at) => $"key in (select sweep_key from sweep_tags where tag = @tag{at})"),
        ];
        var where = conditions.Length == 0 ? "" : $"where {string.Join(" and ", conditions)}";
        return connection.QueryAsync(
            $"{Summary} {where} order by key desc limit {filter.Limit}",
            [.. filter.Tags.Select((tag, at) => ($"tag{at}", (object?)tag))], ReadSummary, cancel);
    }

    public static async Task<SweepSummary?> FindSummaryAsync(
        DbConnection connection, string id, CancellationToken cancel) =>
        (await connection.QueryAsync(
            $"{Summary} where sweep = @id", [("id", id)], ReadSummary, cancel)).SingleOrDefault();

    /// <summary>
    /// Returns the newest sweep of this name that has not ended and that waits for a node, or null if there is none.
    /// </summary>
    public static Task<SweepSummary?> FindLeftAsync(DbConnection connection, string name, CancellationToken cancel) =>
        FindNewestAsync(
            connection, name, "(waits_for = 'a node' or waits_for like 'a node of pool % with cpu: %')", cancel);

    /// <summary>Returns the newest sweep of this name that has not ended, or null if there is none.</summary>
    public static Task<SweepSummary?> FindUnfinishedAsync(
        DbConnection connection, string name, CancellationToken cancel) =>
        FindNewestAsync(connection, name, Unfinished.Where, cancel);

    public static async Task<SweepDetail?> FindDetailAsync(DbConnection connection, string id, CancellationToken cancel)
    {
        var summary = await FindSummaryAsync(connection, id, cancel);
        if (summary is null) return null;
        var details = await connection.QueryAsync(
            "select spec, cluster, provenance from sweeps where id = @id", [("id", id)],
            row => new SweepDetail(
                summary, SweepSpecJson.Read(row.GetString(0)), row.GetString(1),
                row.TextOrNull(2) is { } known ? ProvenanceJson.Read(known) : null),
            cancel);
        return details.Single();
    }

    /// <summary>
    /// Returns the curves of one trial or of all trials of a sweep, for one metric or for all metrics.
    /// </summary>
    public static Task<IReadOnlyList<CurvePoint>> CurvesAsync(
        DbConnection connection, int sweepKey, int? trial, string? metric, CancellationToken cancel) =>
        CurvesAsync(
            connection, "m.trial_id between @first and @last", metric,
            [
                ("first", new TrialId(sweepKey, trial ?? 0).Value),
                ("last", new TrialId(sweepKey, trial ?? int.MaxValue).Value),
            ],
            "", cancel);

    public static Task<IReadOnlyList<CurvePoint>> CurvesAsync(
        DbConnection connection, int sweepKey, IReadOnlyCollection<int> trials, string metric, int limit,
        CancellationToken cancel) =>
        trials.Count == 0
            ? Task.FromResult<IReadOnlyList<CurvePoint>>([])
            : CurvesAsync(
                connection,
                $"m.trial_id in ({string.Join(", ", trials.Select(trial => new TrialId(sweepKey, trial).Value))})",
                metric, [], $"limit {limit}", cancel);

    private static Task<IReadOnlyList<CurvePoint>> CurvesAsync(
        DbConnection connection, string which, string? metric, (string Name, object? Value)[] parameters,
        string limit, CancellationToken cancel)
    {
        // A join with the name would select points only after their curves were unpacked.
        var only = metric is null ? "" : "and m.metric_id = (select id from metric_names where name = @metric)";
        return connection.QueryAsync(
            $"""
            select m.trial_id, n.name, m.step, m.at, m.value, m.kind
            from metrics m join metric_names n on n.id = m.metric_id
            where {which} {only}
            order by m.trial_id, n.name, m.step {limit}
            """,
            [.. parameters, ("metric", metric ?? "")],
            row => new CurvePoint(
                TrialId.FromKey(row.GetInt64(0)).Number, row.GetString(1), row.GetInt64(2),
                row.GetFieldValue<DateTimeOffset>(3),
                MetricValue.Read(row.NumberOrNull(4), row.GetInt16(5))),
            cancel);
    }

    /// <summary>Whether a trial of the sweep has reported a metric.</summary>
    public static async Task<bool> HasMetricAsync(
        DbConnection connection, SqlDialect dialect, int sweepKey, string metric, CancellationToken cancel) =>
        (await connection.QueryAsync(
            $"""
            select n.id from metric_names n
            where n.name = @metric
                and ({dialect.Packed} or {ReportedBy(dialect.MetricRows, $"and {dialect.Unpacked}")})
            """,
            [
                ("sweep", sweepKey), ("metric", metric),
                ("first", new TrialId(sweepKey, 0).Value), ("last", new TrialId(sweepKey, int.MaxValue).Value),
            ],
            _ => true, cancel)).Count > 0;

    /// <summary>Whether one of the first trials of the sweep has reported a metric.</summary>
    public static async Task<bool> HasMetricAtFirstAsync(
        DbConnection connection, int sweepKey, string metric, CancellationToken cancel) =>
        (await connection.QueryAsync(
            $"select n.id from metric_names n where n.name = @metric and {ReportedBy("metrics", First)}",
            [("sweep", sweepKey), ("metric", metric)], _ => true, cancel)).Count > 0;

    public static Task<IReadOnlyList<string>> MetricsAsync(
        DbConnection connection, int sweepKey, CancellationToken cancel) =>
        connection.QueryAsync(
            $"select n.name from metric_names n where {ReportedBy("metrics", First)} order by n.name",
            [("sweep", sweepKey)], row => row.GetString(0), cancel);

    private static async Task<SweepSummary?> FindNewestAsync(
        DbConnection connection, string name, string condition, CancellationToken cancel) =>
        (await connection.QueryAsync(
            $"{Summary} where name = @name and {condition} order by key desc limit 1", [("name", name)], ReadSummary,
            cancel)).SingleOrDefault();

    // A scalar subquery, since PostgreSQL would turn 'exists' into a join, for which it unpacks all curves.
    private static string ReportedBy(string points, string trials) =>
        $"""
        exists (
            select 1 from trials t where t.sweep_key = @sweep {trials}
            and (select m.metric_id from {points} m where m.trial_id = t.id and m.metric_id = n.id limit 1) is not null)
        """;

    private static SweepSummary ReadSummary(DbDataReader row) => new()
    {
        Key = row.GetInt32(0),
        Id = row.GetString(1),
        Name = row.GetString(2),
        Status = EnumText.Read<SweepStatus>(row.GetString(3)),
        Reason = row.TextOrNull(4),
        RunCap = row.IsDBNull(5) ? null : row.GetInt32(5),
        Metric = row.GetString(6),
        Goal = EnumText.Read<Goal>(row.GetString(7)),
        BestTrial = row.IsDBNull(8) ? null : row.GetInt32(8),
        BestObjective = row.NumberOrNull(9),
        TrialsPerMinute = row.NumberOrNull(10),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(11),
        StartedAt = row.TimeOrNull(12),
        FinishedAt = row.TimeOrNull(13),
        Elapsed = row.NumberOrNull(14) is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : null,
        Trials = new TrialCounts(
            row.GetInt64(15), row.GetInt64(16), row.GetInt64(17), row.GetInt64(18), row.GetInt64(19), row.GetInt64(20),
            row.GetInt64(21), row.GetInt64(22)),
        WaitsFor = row.TextOrNull(23),
        ArchivedAt = row.TimeOrNull(24),
        Note = row.TextOrNull(25),
        Tags = row.TextOrNull(26),
        LimitedTo = row.IsDBNull(27) ? null : row.GetInt32(27),
        BestViolation = row.NumberOrNull(28),
    };
}
