using System.Text.Json;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// The statements of a commit. PostgreSQL runs each once for all its rows, SQLite once for each: so a statement reads
/// its rows from a table expression, which either makes of its parameters. Parameters that belong to no row have the
/// same names in both.
/// </summary>
internal sealed class SweepStatements(SqlDialect dialect)
{
    /// <summary>Steps of the log; also takes <c>sweep</c> and <c>version</c>.</summary>
    /// <param name="rows">Rows <c>s</c> of seq, kind, event and actions.</param>
    public string InsertSteps(string rows) =>
        $"""
        insert into sweep_events (sweep_key, seq, kind, version, event, actions)
        select @sweep, s.seq, s.kind, @version, s.event, s.actions from {rows}
        """;

    /// <summary>
    /// Trials that begin an attempt, their first or, where they have a row already, their next; also takes
    /// <c>sweep</c>. The cause of a lost attempt stays until one completes.
    /// </summary>
    /// <param name="rows">Rows <c>t</c> of id, number, status, attempt, restarts, node, assignment, objective, cause
    /// and final.</param>
    public string BeginTrials(string rows) =>
        // SQLite would take 'on conflict' for the condition of a join, were there no 'where'.
        $"""
        insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, objective, cause,
            finished_at, attempt_started_at)
        select t.id, @sweep, t.number, t.status, t.attempt, t.restarts, t.node, t.assignment, t.objective, t.cause,
               case when t.final then {dialect.Now} end, case when t.status = 'running' then {dialect.Now} end
        from {rows} where true
        on conflict (id) do update set
            status = excluded.status, attempt = excluded.attempt, restarts = excluded.restarts, node = excluded.node,
            assignment = excluded.assignment, objective = excluded.objective,
            cause = case
                when excluded.status = 'completed' then excluded.cause
                else coalesce(excluded.cause, trials.cause)
            end,
            finished_at = excluded.finished_at,
            {TrainingTime.Set(dialect, "excluded.attempt_started_at")}
        """;

    /// <summary>Trials that change and begin no attempt.</summary>
    /// <param name="rows">Rows <c>c</c> of id, status, attempt, restarts, objective, cause and final.</param>
    public string ChangeTrials(string rows) =>
        $"""
        update trials set
            status = c.status, attempt = c.attempt, restarts = coalesce(c.restarts, trials.restarts),
            objective = c.objective,
            cause = case when c.status = 'completed' then c.cause else coalesce(c.cause, trials.cause) end,
            finished_at = case when c.final then {dialect.Now} end,
            {TrainingTime.Set(dialect, "null")}
        from {rows}
        where trials.id = c.id
        """;

    /// <summary>
    /// What a trial reported after the checkpoint that its next attempt goes on from; takes <c>trial</c>.
    /// </summary>
    public const string ForgetRepeatedMetrics =
        """
        delete from metrics
        where trial_id = @trial and step > coalesce((select max(step) from checkpoints where trial_id = @trial), -1)
        """;

    /// <summary>Checkpoints of a trial that was stopped early; takes <c>trial</c>, returns their files.</summary>
    public const string DropCheckpoints = "delete from checkpoints where trial_id = @trial returning file";

    /// <summary>The sweep's own row; takes what <see cref="SweepParameters"/> gives.</summary>
    public string ChangeSweep =>
        $"""
        update sweeps set
            status = coalesce(@status, status),
            reason = case when @status is null then reason else @reason end,
            started_at = case when @starts then coalesce(started_at, {dialect.Now}) else started_at end,
            finished_at = case when @status is null then finished_at when @final then {dialect.Now} end,
            provenance = coalesce({dialect.Json("@provenance")}, provenance),
            run_cap = coalesce(@run_cap, run_cap)
        where key = @sweep
        """;

    /// <summary>What a commit makes of the sweep's own row; null: it leaves it as it is.</summary>
    public static (string Name, object? Value)[]? SweepParameters(SweepCommit commit)
    {
        var change = StatusChange.FromCommit(commit);
        var runCap = StatusChange.RunCapOf(commit);
        if (change is null && commit.Provenance is null && runCap is null) return null;
        return
        [
            ("sweep", commit.SweepKey), ("status", change is null ? null : EnumText.Write(change.Status)),
            ("reason", change?.Reason),
            ("starts", change is { Starts: true }), ("final", change is { IsFinal: true }),
            ("provenance", commit.Provenance is { } known ? JsonSerializer.Serialize(known, SearchJson.Options) : null),
            ("run_cap", runCap),
        ];
    }
}
