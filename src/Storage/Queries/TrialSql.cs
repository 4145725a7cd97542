using System.Collections.Immutable;
using System.Data.Common;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Model;

namespace Experiments.Storage.Queries;

/// <summary>
/// Reads the trials that commands show at once: the best, one, those that run, and those that are followed. Written in
/// SQL, because the first query of EF Core takes longer than the whole command; see docs/adr/0036.
/// </summary>
internal static class TrialSql
{
    /// <summary>Returns running trials by number.</summary>
    public static Task<IReadOnlyList<TrialSummary>> ListRunningAsync(
        DbConnection connection, SqlDialect dialect, int sweepKey, int limit, CancellationToken cancel) =>
        QueryAsync(
            connection, dialect,
            $"""
            where t.sweep_key = @sweep and t.status = 'running' and state.status = 'running'
            order by t.number limit {limit}
            """,
            [("sweep", sweepKey)], cancel);

    /// <summary>Returns the trials from a number on, by number.</summary>
    public static Task<IReadOnlyList<TrialSummary>> ListFromAsync(
        DbConnection connection, SqlDialect dialect, int sweepKey, int first, CancellationToken cancel) =>
        QueryAsync(
            connection, dialect,
            "where t.sweep_key = @sweep and t.number >= @first order by t.number",
            [("sweep", sweepKey), ("first", first)], cancel);

    /// <summary>
    /// Returns the best trials: those that keep all limits, in the order of their index, and then the others.
    /// </summary>
    public static async Task<IReadOnlyList<TrialSummary>> BestAsync(
        DbConnection connection, SqlDialect dialect, int sweepKey, Goal goal, int top, CancellationToken cancel)
    {
        const string Completed = "where t.sweep_key = @sweep and t.status = 'completed' and t.objective is not null";
        var objective = $"t.objective {(goal == Goal.Maximize ? "desc" : "asc")}, t.number";
        var keeping = await QueryAsync(
            connection, dialect, $"{Completed} and t.violation is null order by {objective} limit {top}",
            [("sweep", sweepKey)], cancel);
        if (keeping.Count == top) return keeping;
        var others = await QueryAsync(
            connection, dialect,
            $"{Completed} and t.violation is not null order by t.violation, {objective} limit {top - keeping.Count}",
            [("sweep", sweepKey)], cancel);
        return [.. keeping, .. others];
    }

    /// <summary>Returns the trials with these numbers, in the same order.</summary>
    public static async Task<IReadOnlyList<TrialSummary>> NumberedAsync(
        DbConnection connection, SqlDialect dialect, int sweepKey, IReadOnlyList<int> numbers,
        CancellationToken cancel)
    {
        if (numbers.Count == 0) return [];
        var ids = string.Join(", ", numbers.Select(number => new TrialId(sweepKey, number).Value));
        var found = await QueryAsync(connection, dialect, $"where t.id in ({ids})", [("sweep", sweepKey)], cancel);
        var trials = found.ToDictionary(trial => trial.Number);
        return [.. numbers.Where(trials.ContainsKey).Select(number => trials[number])];
    }

    /// <summary>Returns the trials on the front of a sweep with several objectives, by the first one.</summary>
    public static Task<IReadOnlyList<TrialSummary>> FrontAsync(
        DbConnection connection, SqlDialect dialect, int sweepKey, Goal goal, CancellationToken cancel) =>
        QueryAsync(
            connection, dialect,
            "where t.sweep_key = @sweep and t.on_front "
            + $"order by t.objective {(goal == Goal.Maximize ? "desc" : "asc")}, t.number",
            [("sweep", sweepKey)], cancel);

    /// <summary>
    /// Returns the parameters of the first completed trials with a finite objective, best first; those of several
    /// trials once, by their mean.
    /// </summary>
    public static async Task<ImmutableArray<Assignment>> RankedAsync(
        DbConnection connection, int sweepKey, Goal goal, int limit, CancellationToken cancel)
    {
        var trials = await connection.QueryAsync(
            $"""
            select t.assignment, t.objective, t.violation from trials t
            where t.sweep_key = @sweep and t.status = 'completed' and t.objective is not null
            order by t.number limit {limit}
            """,
            [("sweep", sweepKey)],
            row => new RankedTrial(
                ParameterText.Read(row.GetString(0)).Assignment, row.GetDouble(1), row.NumberOrNull(2) ?? 0), cancel);
        var sign = goal == Goal.Maximize ? -1 : 1;
        return [.. trials.GroupBy(trial => trial.Assignment)
            .OrderBy(same => same.Average(trial => trial.Violation))
            .ThenBy(same => sign * same.Average(trial => trial.Objective))
            .Select(same => same.Key)];
    }

    /// <summary>Returns what pictures of all trials need, by number.</summary>
    public static Task<IReadOnlyList<TrialOutline>> OutlinesAsync(
        DbConnection connection, int sweepKey, int after, int limit, CancellationToken cancel) =>
        connection.QueryAsync(
            $"""
            select t.number, state.status, t.objective, t.started_at, t.finished_at, t.assignment
            from trials t join trial_states state on state.id = t.id
            where t.sweep_key = @sweep and t.number > @after
            order by t.number limit {limit}
            """,
            [("sweep", sweepKey), ("after", after)],
            row => new TrialOutline(
                row.GetInt32(0), EnumText.Read<TrialStatus>(row.GetString(1)), row.NumberOrNull(2),
                row.GetFieldValue<DateTimeOffset>(3), row.TimeOrNull(4),
                ParameterText.Read(row.GetString(5)).Assignment),
            cancel);

    public static Task<IReadOnlyList<TrialSummary>> OneAsync(
        DbConnection connection, SqlDialect dialect, TrialId trial, CancellationToken cancel) =>
        QueryAsync(
            connection, dialect, "where t.id = @trial and t.sweep_key = @sweep",
            [("trial", trial.Value), ("sweep", trial.SweepKey)], cancel);

    /// <summary>Returns the trials with the newest value of each of their metrics.</summary>
    public static async Task<IReadOnlyList<TrialSummary>> WithMetricsAsync(
        DbConnection connection, int sweepKey, IReadOnlyList<TrialSummary> trials, CancellationToken cancel)
    {
        if (trials.Count == 0) return trials;
        var ids = string.Join(", ", trials.Select(trial => $"{new TrialId(sweepKey, trial.Number).Value}"));
        const string Newest = "from metrics m where m.trial_id = t.id and m.metric_id = n.id order by m.step "
            + "desc limit 1";
        var values = await connection.QueryAsync(
            $"""
            select t.number, n.name, (select m.value {Newest}), (select m.kind {Newest})
            from trials t cross join metric_names n
            where t.id in ({ids})
            order by n.name
            """,
            [], row => new NewestValue(row.GetInt32(0), row.GetString(1), Value(row, 2)), cancel);
        var metrics = trials.ToDictionary(trial => trial.Number, _ => new Dictionary<string, double>());
        foreach (var newest in values)
            if (newest.Value is { } value) metrics[newest.Trial].Add(newest.Metric, value);
        return [.. trials.Select(trial => trial with { Metrics = metrics[trial.Number] })];
    }

    // The columns of a trial, and the newest point of the objective.
    private static async Task<IReadOnlyList<TrialSummary>> QueryAsync(
        DbConnection connection, SqlDialect dialect, string where, (string Name, object? Value)[] parameters,
        CancellationToken cancel)
    {
        const string Objective =
            "(select n.id from metric_names n where n.name = (select s.metric from sweeps s where s.key = @sweep))";
        var rows = await connection.QueryAsync(
            $"""
            select t.id, t.sweep_key, t.number, t.status, t.attempt, t.restarts, t.node, t.assignment, t.objective,
                   t.cause, t.created_at, t.started_at, t.finished_at, state.status, state.seconds,
                   {dialect.Newest("step", Objective)}, {dialect.Newest("value", Objective)},
                   {dialect.Newest("kind", Objective)}, t.pinned, t.violation,
                   t.objectives, t.on_front
            from trials t join trial_states state on state.id = t.id
            {where}
            """,
            parameters, Read, cancel);
        return [.. rows.Select(row => row.Summarize(null))];
    }

    private static TrialRow Read(DbDataReader row) => new()
    {
        Trial = new()
        {
            Id = row.GetInt64(0),
            SweepKey = row.GetInt32(1),
            Number = row.GetInt32(2),
            Status = EnumText.Read<TrialStatus>(row.GetString(3)),
            Attempt = row.GetInt32(4),
            Restarts = row.GetInt32(5),
            Node = row.GetString(6),
            Assignment = row.GetString(7),
            Objective = row.NumberOrNull(8),
            Cause = row.TextOrNull(9),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(10),
            StartedAt = row.GetFieldValue<DateTimeOffset>(11),
            FinishedAt = row.TimeOrNull(12),
            Pinned = row.GetBoolean(18),
            Violation = row.NumberOrNull(19),
            Objectives = row.TextOrNull(20),
            OnFront = row.GetBoolean(21),
        },
        Status = EnumText.Read<TrialStatus>(row.GetString(13)),
        Seconds = row.GetDouble(14),
        Step = row.IsDBNull(15) ? null : row.GetInt64(15),
        Value = row.NumberOrNull(16),
        Kind = row.IsDBNull(17) ? null : row.GetInt16(17),
    };

    private static double? Value(DbDataReader row, int ordinal) =>
        row.IsDBNull(ordinal + 1)
            ? null
            : MetricValue.Read(row.NumberOrNull(ordinal), row.GetInt16(ordinal + 1));

    // A class: what .NET generates for lists of each kind of tuple is compiled at each start of a command.
    private sealed record RankedTrial(Assignment Assignment, double Objective, double Violation);

    private sealed record NewestValue(int Trial, string Metric, double? Value);
}
