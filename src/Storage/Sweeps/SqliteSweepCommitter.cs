using System.Data.Common;
using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Model;
using Experiments.Storage.Databases;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Sweeps;

/// <summary>Writes a commit row by row, which is fast because there are no round trips.</summary>
internal sealed class SqliteSweepCommitter(SqliteDatabase database) : ISweepCommitter
{
    private static readonly SweepStatements Sql = new(SqlDialect.Sqlite);

    private static readonly string InsertStep = Sql.InsertSteps(
        "(select @seq as seq, @kind as kind, @event as event, @actions as actions) s");

    private static readonly string BeginTrial = Sql.BeginTrials(
        """
        (select @id as id, @number as number, @status as status, @attempt as attempt, @restarts as restarts,
            @node as node, @assignment as assignment, @objective as objective, @violation as violation,
            @objectives as objectives, @cause as cause, @final as final) t
        """);

    private static readonly string ChangeTrial = Sql.ChangeTrials(
        """
        (select @id as id, @status as status, @attempt as attempt, @restarts as restarts, @objective as objective,
            @violation as violation, @objectives as objectives, @cause as cause, @final as final) c
        """);

    private static readonly string PlaceTrial = Sql.PlaceTrials("id = @id");

    private static readonly string MarkFront =
        SweepStatements.MarkFront("id in (select value from json_each(@ids))");

    private static readonly string ChangeSweep = Sql.ChangeSweep;

    private static readonly string ForgetRepeatedMetrics = Sql.ForgetRepeatedMetrics;

    public Task<IReadOnlyList<string>> CommitAsync(SweepCommit commit, CancellationToken cancel) =>
        database.WriteAsync<IReadOnlyList<string>>(async connection =>
        {
            var files = new List<string>();
            await InsertStepsAsync(connection, commit, cancel);
            foreach (var placed in commit.Placed)
                await connection.ExecuteAsync(
                    PlaceTrial, [("id", new TrialId(commit.SweepKey, placed).Value)], cancel);
            foreach (var change in TrialChange.FromCommit(commit))
                await ChangeTrialAsync(connection, change, cancel);
            if (commit.Front is { } front)
                await connection.ExecuteAsync(
                    MarkFront,
                    [
                        ("sweep", commit.SweepKey),
                        ("ids", JsonSerializer.Serialize(
                            front.Select(trial => new TrialId(commit.SweepKey, trial).Value))),
                    ],
                    cancel);
            foreach (var removal in commit.Removals)
                files.AddRange(await RemoveCheckpointsAsync(connection, commit, removal, cancel));
            if (SweepStatements.SweepParameters(commit) is { } sweep)
                await connection.ExecuteAsync(ChangeSweep, sweep, cancel);
            return files;
        }, cancel);

    private static async Task<IEnumerable<string>> RemoveCheckpointsAsync(
        DbConnection connection, SweepCommit commit, CheckpointRemoval removal, CancellationToken cancel) =>
        (await connection.QueryAsync(
            SweepStatements.RemoveCheckpointsOfOne,
            [
                ("id", new TrialId(commit.SweepKey, removal.Trial).Value), ("keeps_newest", removal.KeepsNewest),
            ],
            row => row.TextOrNull(0), cancel))
        .OfType<string>();

    private static async Task InsertStepsAsync(DbConnection connection, SweepCommit commit, CancellationToken cancel)
    {
        foreach (var step in commit.Steps.Select(StepText.Write))
        {
            try
            {
                await connection.ExecuteAsync(
                    InsertStep,
                    [
                        ("sweep", commit.SweepKey), ("seq", step.Seq), ("kind", step.Kind), ("version", step.Version),
                        ("event", step.Event), ("actions", step.Actions),
                    ],
                    cancel);
            }
            catch (SqliteException fault) when (UniqueViolation.IsOf(fault, "sweep_events_pkey"))
            {
                throw new SweepConflictException(commit.SweepKey, step.Seq);
            }
        }
    }

    private static async Task ChangeTrialAsync(DbConnection connection, TrialChange change, CancellationToken cancel)
    {
        (string, object?)[] changed =
        [
            ("id", change.Trial.Value), ("status", EnumText.Write(change.Status)), ("attempt", change.Attempt),
            ("restarts", change.Restarts), ("objective", change.Objective), ("violation", change.Violation),
            ("objectives", change.Objectives), ("cause", change.Cause),
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
                .. changed, ("sweep", change.Trial.SweepKey), ("number", change.Trial.Number),
                ("node", change.Begun.Node),
                ("assignment", change.AssignmentText),
            ],
            cancel);
        if (change.Begun.Attempt > 1)
        {
            await connection.ExecuteAsync(
                ForgetRepeatedMetrics, [("trial", change.Trial.Value)], cancel);
        }
    }
}
