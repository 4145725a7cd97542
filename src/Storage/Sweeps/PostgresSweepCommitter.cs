using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Storage.Model;
using Experiments.Storage.Databases;
using Npgsql;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// Writes a commit as one batch, in one round trip and one implicit transaction, with arrays in place of rows. The cost
/// of a step does not depend on the length of the log, and hardly on the number of steps in the commit.
/// </summary>
internal sealed class PostgresSweepCommitter(PostgresDatabase database) : ISweepCommitter
{
    // In order of id, as the metric writer locks them, which prevents deadlocks between the two.
    private const string LockTrials = "select from trials where id = any(@id) order by id for no key update";

    private static readonly SweepStatements Sql = new(SqlDialect.Postgres);

    private static readonly string InsertSteps = Sql.InsertSteps(
        "unnest(@seq, @kind, @event::json[], @actions::json[]) as s (seq, kind, event, actions)");

    private static readonly string BeginTrials = Sql.BeginTrials(
        """
        unnest(@id, @number, @status, @attempt, @restarts, @node, @assignment::json[], @objective, @violation,
            @objectives, @cause, @final)
            as t (id, number, status, attempt, restarts, node, assignment, objective, violation, objectives, cause,
                final)
        """);

    private static readonly string ChangeTrials = Sql.ChangeTrials(
        """
        unnest(@id, @status, @attempt, @restarts, @objective, @violation, @objectives, @cause, @final)
            as c (id, status, attempt, restarts, objective, violation, objectives, cause, final)
        """);

    private static readonly string PlaceTrials = Sql.PlaceTrials("id = any(@id)");

    private static readonly string MarkFront = SweepStatements.MarkFront("id = any(@id)");

    private static readonly string ChangeSweep = Sql.ChangeSweep;

    private static readonly string RemoveCheckpoints =
        SweepStatements.RemoveCheckpoints("unnest(@id, @keeps_newest) as r (id, keeps_newest)");

    // A trial that is tried again reports points again, beside which packed ones would stay.
    private static readonly string[] Unpack =
    [
        """
        insert into metric_rows (trial_id, metric_id, step, at, value, kind)
        select m.trial_id, m.metric_id, m.step, m.at, m.value, m.kind from metrics m where m.trial_id = @trial
        on conflict do nothing
        """,
        "delete from packed_curves where trial_id = @trial",
        "update trials set packed = false where id = @trial",
    ];

    private static readonly string ForgetRepeatedMetrics = Sql.ForgetRepeatedMetrics;

    public async Task<IReadOnlyList<string>> CommitAsync(SweepCommit commit, CancellationToken cancel)
    {
        await using var batch = database.Source.CreateBatch();
        AddSteps(batch, commit);
        var changes = TrialChange.FromCommit(commit);
        LockTrialsOf(batch, commit, changes);
        foreach (var revived in TrialChange.RevivedBy(commit))
            foreach (var statement in Unpack)
                Add(batch, statement, ("trial", revived.Value));
        if (!commit.Placed.IsEmpty) Add(batch, PlaceTrials, ("id", PlacedBy(commit)));
        AddTrials(batch, commit.SweepKey, changes);
        AddFront(batch, commit);
        if (SweepStatements.SweepParameters(commit) is { } sweep) Add(batch, ChangeSweep, sweep);
        AddRemovals(batch, commit);
        try
        {
            return await ExecuteAsync(batch, cancel);
        }
        catch (PostgresException fault) when (UniqueViolation.IsOf(fault, "sweep_events_pkey"))
        {
            throw new SweepConflictException(commit.SweepKey, commit.Steps[0].Seq);
        }
    }

    /// <summary>
    /// Runs the batch and returns the file names in its results, the only column that any of the commands returns.
    /// </summary>
    private static async Task<IReadOnlyList<string>> ExecuteAsync(NpgsqlBatch batch, CancellationToken cancel)
    {
        var files = new List<string>();
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        do
        {
            while (await reader.ReadAsync(cancel))
                if (reader.FieldCount == 1 && reader.TextOrNull(0) is { } file) files.Add(file);
        }
        while (await reader.NextResultAsync(cancel));
        return files;
    }

    private static void AddSteps(NpgsqlBatch batch, SweepCommit commit)
    {
        if (commit.Steps.IsEmpty) return;
        var steps = commit.Steps.Select(StepText.Write).ToList();
        Add(batch, InsertSteps,
            ("sweep", commit.SweepKey), ("version", SearchJson.Version),
            ("seq", steps.Select(step => step.Seq).ToArray()),
            ("kind", steps.Select(step => step.Kind).ToArray()),
            ("event", steps.Select(step => step.Event).ToArray()),
            ("actions", steps.Select(step => step.Actions).ToArray()));
    }

    /// <summary>
    /// Locks the trials that change, and those that lose checkpoints: a person who pins one of them at this moment
    /// either keeps its checkpoints, or finds that it has none.
    /// </summary>
    private static void LockTrialsOf(NpgsqlBatch batch, SweepCommit commit, ImmutableArray<TrialChange> changes)
    {
        var ids = changes.Select(change => change.Trial.Value).Union(PlacedBy(commit))
            .Union(commit.Removals.Select(removal => IdOf(commit, removal))).ToArray();
        if (ids.Length > 0) Add(batch, LockTrials, ("id", ids));
    }

    // Trials on the front have ended, so nothing else locks them for long.
    private static void AddFront(NpgsqlBatch batch, SweepCommit commit)
    {
        if (commit.Front is { } front)
            Add(batch, MarkFront, ("sweep", commit.SweepKey),
                ("id", front.Select(trial => new TrialId(commit.SweepKey, trial).Value).ToArray()));
    }

    private static void AddRemovals(NpgsqlBatch batch, SweepCommit commit)
    {
        if (commit.Removals.IsEmpty) return;
        Add(batch, RemoveCheckpoints,
            ("id", commit.Removals.Select(removal => IdOf(commit, removal)).ToArray()),
            ("keeps_newest", commit.Removals.Select(removal => removal.KeepsNewest).ToArray()));
    }

    private static long[] PlacedBy(SweepCommit commit) =>
        [.. commit.Placed.Select(trial => new TrialId(commit.SweepKey, trial).Value)];

    private static long IdOf(SweepCommit commit, CheckpointRemoval removal) =>
        new TrialId(commit.SweepKey, removal.Trial).Value;

    private static void AddTrials(NpgsqlBatch batch, int sweepKey, ImmutableArray<TrialChange> changes)
    {
        if (changes.IsEmpty) return;
        var begun = changes.Where(change => change.Begun is not null).ToList();
        if (begun.Count > 0)
        {
            Add(batch, BeginTrials,
            [
                .. Columns(begun), ("sweep", sweepKey),
                ("number", begun.Select(change => change.Trial.Number).ToArray()),
                ("node", begun.Select(change => change.Begun!.Node).ToArray()),
                ("assignment", begun.Select(change => change.AssignmentText).ToArray()),
            ]);
        }

        var changed = changes.Where(change => change.Begun is null).ToList();
        if (changed.Count > 0) Add(batch, ChangeTrials, Columns(changed));
        foreach (var resumed in begun.Where(change => change.Begun!.Attempt > 1))
            Add(batch, ForgetRepeatedMetrics, ("trial", resumed.Trial.Value));
    }

    private static (string Name, object? Value)[] Columns(IReadOnlyCollection<TrialChange> changes) =>
    [
        Ids(changes),
        ("status", changes.Select(change => EnumText.Write(change.Status)).ToArray()),
        ("attempt", changes.Select(change => change.Attempt).ToArray()),
        ("restarts", changes.Select(change => change.Restarts).ToArray()),
        ("objective", changes.Select(change => change.Objective).ToArray()),
        ("violation", changes.Select(change => change.Violation).ToArray()),
        ("objectives", changes.Select(change => change.Objectives).ToArray()),
        ("cause", changes.Select(change => change.Cause).ToArray()),
        ("final", changes.Select(change => change.IsFinal).ToArray()),
    ];

    private static (string Name, object? Value) Ids(IEnumerable<TrialChange> changes) =>
        ("id", changes.Select(change => change.Trial.Value).ToArray());

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        batch.BatchCommands.Add(command);
    }
}
