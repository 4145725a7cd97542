using System.Data.Common;
using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Sweeps;

/// <summary>Row by row, which costs nothing where there is no round trip.</summary>
internal sealed class SqliteSweepCommitter(SqliteDatabase database) : ISweepCommitter
{
    private static readonly string Now = SqlDialect.Sqlite.Now;

    private static readonly string BeginTrial =
        $"""
        insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, objective, cause,
            finished_at, attempt_started_at)
        values (@id, @sweep, @number, @status, @attempt, @restarts, @node, @assignment, @objective, @cause,
                case when @final then {Now} end, case when @status = 'running' then {Now} end)
        {BegunAgain.Of(SqlDialect.Sqlite)}
        """;

    private static readonly string ChangeTrial =
        $"""
        update trials set
            status = @status, attempt = @attempt, restarts = coalesce(@restarts, restarts), objective = @objective,
            cause = case when @status = 'completed' then @cause else coalesce(@cause, cause) end,
            finished_at = case when @final then {Now} end,
            {TrainingTime.Set(SqlDialect.Sqlite, "null")}
        where id = @id
        """;

    private const string ForgetRepeatedMetrics =
        """
        delete from metrics
        where trial_id = @id and step > coalesce((select max(step) from checkpoints where trial_id = @id), -1)
        """;

    private static readonly string ChangeSweep =
        $"""
        update sweeps set
            status = coalesce(@status, status),
            reason = case when @status is null then reason else @reason end,
            started_at = case when @starts then coalesce(started_at, {Now}) else started_at end,
            finished_at = case when @status is null then finished_at when @final then {Now} end,
            provenance = coalesce(@provenance, provenance),
            run_cap = coalesce(@run_cap, run_cap)
        where key = @sweep
        """;

    public Task<IReadOnlyList<string>> CommitAsync(SweepCommit commit, CancellationToken cancel) =>
        database.WriteAsync<IReadOnlyList<string>>(async connection =>
        {
            var files = new List<string>();
            await InsertStepsAsync(connection, commit, cancel);
            foreach (var change in TrialChange.Of(commit))
            {
                await ChangeTrialAsync(connection, change, cancel);
                if (change.Status == TrialStatus.Pruned) files.AddRange(await DropCheckpointsAsync(connection, change, cancel));
            }

            await ChangeSweepAsync(connection, commit, cancel);
            return files;
        }, cancel);

    private static async Task<IEnumerable<string>> DropCheckpointsAsync(
        DbConnection connection, TrialChange change, CancellationToken cancel) =>
        (await connection.QueryAsync(
            "delete from checkpoints where trial_id = @id returning file", [("id", change.Trial.Value)],
            row => row.TextOrNull(0), cancel)).OfType<string>();

    private static async Task InsertStepsAsync(DbConnection connection, SweepCommit commit, CancellationToken cancel)
    {
        foreach (var step in commit.Steps.Select(StepText.Of))
        {
            try
            {
                await connection.ExecuteAsync(
                    """
                    insert into sweep_events (sweep_key, seq, kind, version, event, actions)
                    values (@sweep, @seq, @kind, @version, @event, @actions)
                    """,
                    [
                        ("sweep", commit.SweepKey), ("seq", step.Seq), ("kind", step.Kind), ("version", step.Version),
                        ("event", step.Event), ("actions", step.Actions),
                    ],
                    cancel);
            }
            catch (SqliteException fault) when (fault.SqliteExtendedErrorCode == SqliteCodes.PrimaryKeyConstraint)
            {
                throw new SweepConflictException(commit.SweepKey, step.Seq);
            }
        }
    }

    private static async Task ChangeTrialAsync(DbConnection connection, TrialChange change, CancellationToken cancel)
    {
        (string, object?)[] changed =
        [
            ("id", change.Trial.Value), ("status", Words.Of(change.Status)), ("attempt", change.Attempt),
            ("restarts", change.Restarts), ("objective", change.Objective), ("cause", change.Cause),
            ("final", change.IsFinal),
        ];
        if (change.Begun is null)
        {
            await connection.ExecuteAsync(ChangeTrial, changed, cancel);
            return;
        }

        await connection.ExecuteAsync(
            BeginTrial,
            [
                .. changed, ("sweep", change.Trial.SweepKey), ("number", change.Trial.Number), ("node", change.Begun.Node),
                ("assignment", JsonSerializer.Serialize(change.Assignment, SearchJson.Options)),
            ],
            cancel);
        if (change.Begun.Attempt > 1)
            await connection.ExecuteAsync(ForgetRepeatedMetrics, [("id", change.Trial.Value)], cancel);
    }

    private static async Task ChangeSweepAsync(DbConnection connection, SweepCommit commit, CancellationToken cancel)
    {
        var change = StatusChange.Of(commit);
        var runCap = StatusChange.RunCapOf(commit);
        if (change is null && commit.Provenance is null && runCap is null) return;
        await connection.ExecuteAsync(
            ChangeSweep,
            [
                ("sweep", commit.SweepKey), ("status", change is null ? null : Words.Of(change.Status)),
                ("reason", change?.Reason),
                ("starts", change is { Starts: true }), ("final", change is { IsFinal: true }),
                ("provenance", commit.Provenance is { } known ? JsonSerializer.Serialize(known, SearchJson.Options) : null),
                ("run_cap", runCap),
            ],
            cancel);
    }
}
