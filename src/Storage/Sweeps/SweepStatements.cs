using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Model;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// The statements of a commit. PostgreSQL runs each statement once for all rows, SQLite once for each row. Therefore a
/// statement reads its rows from a table expression, which each database builds from its parameters. Parameters that
/// belong to no row have the same names in both.
/// </summary>
internal sealed class SweepStatements(SqlDialect dialect)
{
    /// <summary>
    /// Returns the statement that inserts steps into the log. Further parameters: <c>sweep</c> and <c>version</c>.
    /// </summary>
    /// <param name="rows">The table expression <c>s</c> with seq, kind, event and actions.</param>
    public string InsertSteps(string rows) =>
        $"""
        insert into sweep_events (sweep_key, seq, kind, version, event, actions)
        select @sweep, s.seq, s.kind, @version, s.event, s.actions from {rows}
        """;

    /// <summary>
    /// Returns the statement for trials that begin an attempt: the first one, or the next one if the trial has a row.
    /// The cause of a lost attempt is kept until an attempt completes. Further parameter: <c>sweep</c>.
    /// </summary>
    /// <param name="rows">The table expression <c>t</c> with id, number, status, attempt, restarts, node, assignment,
    /// objective, violation, objectives, cause and final.</param>
    public string BeginTrials(string rows) =>
        // Without 'where', SQLite would parse 'on conflict' as the condition of a join.
        $"""
        insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, objective, violation,
            objectives, cause, finished_at, attempt_started_at)
        select t.id, @sweep, t.number, t.status, t.attempt, t.restarts, t.node, t.assignment, t.objective, t.violation,
               {dialect.Json("t.objectives")}, t.cause,
               case when t.final then {dialect.Now} end, case when t.status = 'running' then {dialect.Now} end
        from {rows} where true
        on conflict (id) do update set
            status = excluded.status, attempt = excluded.attempt, restarts = excluded.restarts, node = excluded.node,
            assignment = excluded.assignment, objective = excluded.objective, violation = excluded.violation,
            objectives = excluded.objectives,
            cause = case
                when excluded.status = 'completed' then excluded.cause
                else coalesce(excluded.cause, trials.cause)
            end,
            finished_at = excluded.finished_at,
            {TrainingTime.Set(dialect, "excluded.attempt_started_at")}
        """;

    /// <summary>
    /// Returns the statement for trials that waited at their node and train since. It comes before their ends.
    /// </summary>
    /// <param name="isOne">The condition that a trial's id is one of theirs.</param>
    public string PlaceTrials(string isOne) =>
        $"update trials set attempt_started_at = {dialect.Now} where {isOne} and status = 'running'";

    /// <summary>Returns the statement for trials that change without beginning an attempt.</summary>
    /// <param name="rows">The table expression <c>c</c> with id, status, attempt, restarts, objective, violation,
    /// objectives, cause and final.</param>
    public string ChangeTrials(string rows) =>
        $"""
        update trials set
            status = c.status, attempt = c.attempt, restarts = coalesce(c.restarts, trials.restarts),
            objective = c.objective, violation = c.violation, objectives = {dialect.Json("c.objectives")},
            cause = case when c.status = 'completed' then c.cause else coalesce(c.cause, trials.cause) end,
            finished_at = case when c.final then {dialect.Now} end,
            {TrainingTime.Set(dialect, "null")}
        from {rows}
        where trials.id = c.id
        """;

    /// <summary>
    /// Returns the statement that marks the trials on the front, and no others. Parameters: <c>sweep</c> and those of
    /// the condition.
    /// </summary>
    /// <param name="isOne">The condition that a trial's id is one of theirs.</param>
    public static string MarkFront(string isOne) =>
        $"""
        update trials set on_front = ({isOne})
        where (({isOne}) and not on_front) or (sweep_key = @sweep and on_front and not ({isOne}))
        """;

    /// <summary>
    /// Deletes the metrics after the newest checkpoint, from which the next attempt continues. Parameter: <c>trial</c>.
    /// </summary>
    public string ForgetRepeatedMetrics =>
        $"""
        delete from {dialect.MetricRows}
        where trial_id = @trial and step > coalesce((select max(step) from checkpoints where trial_id = @trial), -1)
        """;

    /// <summary>
    /// The statement of <see cref="RemoveCheckpoints"/> for one trial. Parameters: <c>id</c> and <c>keeps_newest</c>.
    /// </summary>
    public static string RemoveCheckpointsOfOne { get; } =
        RemoveCheckpoints("(select @id as id, @keeps_newest as keeps_newest) r");

    /// <summary>
    /// Returns the statement that deletes checkpoints that are no longer needed and returns their files. Checkpoints of
    /// pinned trials stay.
    /// </summary>
    /// <param name="rows">The table expression <c>r</c> with id, the key of a trial, and keeps_newest.</param>
    public static string RemoveCheckpoints(string rows) =>
        $"""
        delete from checkpoints
        where (trial_id, step) in (
            select c.trial_id, c.step
            from {rows}
            join trials t on t.id = r.id
            join checkpoints c on c.trial_id = r.id
            where not t.pinned and (not r.keeps_newest or c.step < (
                select max(newest.step) from checkpoints newest where newest.trial_id = r.id)))
        returning file
        """;

    /// <summary>Updates the sweep's row. Parameters: those of <see cref="SweepParameters"/>.</summary>
    public string ChangeSweep =>
        $"""
        update sweeps set
            status = coalesce(@status, status),
            reason = case when @status is null then reason else @reason end,
            started_at = case when @starts then coalesce(started_at, {dialect.Now}) else started_at end,
            finished_at = case when @status is null then finished_at when @final then {dialect.Now} end,
            provenance = coalesce({dialect.Json("@provenance")}, provenance),
            run_cap = coalesce(@run_cap, run_cap),
            limited_to = case when @limits then @limited_to else limited_to end,
            leader = coalesce(@leader, leader)
        where key = @sweep
        """;

    /// <summary>
    /// Returns the parameters of <see cref="ChangeSweep"/>, or null if the commit does not change the sweep's row.
    /// </summary>
    public static (string Name, object? Value)[]? SweepParameters(SweepCommit commit)
    {
        var change = StatusChange.FromCommit(commit);
        var runCap = StatusChange.RunCapOf(commit);
        var limit = StatusChange.LimitOf(commit);
        if (change is null && commit.Provenance is null && runCap is null && limit is null && commit.Leader is null)
            return null;
        return
        [
            ("sweep", commit.SweepKey), ("status", change is null ? null : EnumText.Write(change.Status)),
            ("reason", change?.Reason),
            ("starts", change is { Starts: true }), ("final", change is { IsFinal: true }),
            ("provenance", commit.Provenance is { } known ? ProvenanceJson.Write(known) : null),
            ("run_cap", runCap), ("limits", limit is not null), ("limited_to", limit?.Most),
            ("leader", commit.Leader),
        ];
    }
}
