using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Npgsql;
using NpgsqlTypes;

namespace Experiments.Storage.Sweeps;

/// <summary>
/// One batch, one round trip, one implicit transaction, with arrays in place of rows: the cost of a step does not depend
/// on how many came before it, and little on how many come with it.
/// </summary>
internal sealed class PostgresSweepCommitter(PostgresDatabase database) : ISweepCommitter
{
    // In order of id, as the metric writer locks them, so that the two never wait for each other in a circle.
    private const string LockTrials = "select from trials where id = any($1) order by id for no key update";

    private const string InsertSteps =
        """
        insert into sweep_events (sweep_key, seq, kind, version, event, actions)
        select $1, s.seq, s.kind, $2, s.event, s.actions
        from unnest($3, $4, $5, $6) as s (seq, kind, event, actions)
        """;

    private static readonly string BeginTrials =
        $"""
        insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, objective, cause,
            finished_at, attempt_started_at)
        select t.id, $1, t.number, t.status, t.attempt, t.restarts, t.node, t.assignment, t.objective, t.cause,
               case when t.final then now() end, case when t.status = 'running' then now() end
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            as t (id, number, status, attempt, restarts, node, assignment, objective, cause, final)
        {BegunAgain.Of(SqlDialect.Postgres)}
        """;

    private static readonly string ChangeTrials =
        $"""
        update trials set
            status = c.status, attempt = c.attempt, restarts = coalesce(c.restarts, trials.restarts),
            objective = c.objective,
            cause = case when c.status = 'completed' then c.cause else coalesce(c.cause, trials.cause) end,
            finished_at = case when c.final then now() end,
            {TrainingTime.Set(SqlDialect.Postgres, "null")}
        from unnest($1, $2, $3, $4, $5, $6, $7) as c (id, status, attempt, restarts, objective, cause, final)
        where trials.id = c.id
        """;

    private const string ForgetRepeatedMetrics =
        """
        delete from metrics m
        using (select r.id, coalesce((select max(c.step) from checkpoints c where c.trial_id = r.id), -1) as step
               from unnest($1) as r (id)) resumed
        where m.trial_id = resumed.id and m.step > resumed.step
        """;

    private const string DropCheckpoints = "delete from checkpoints where trial_id = any($1) returning file";

    private const string ChangeSweep =
        """
        update sweeps set
            status = coalesce($2, status),
            reason = case when $2 is null then reason else $3 end,
            started_at = case when $4 then coalesce(started_at, now()) else started_at end,
            finished_at = case when $2 is null then finished_at when $5 then now() end,
            provenance = coalesce($6, provenance),
            run_cap = coalesce($7, run_cap)
        where key = $1
        """;

    public async Task<IReadOnlyList<string>> CommitAsync(SweepCommit commit, CancellationToken cancel)
    {
        await using var batch = database.Source.CreateBatch();
        AddSteps(batch, commit);
        var changes = TrialChange.Of(commit);
        AddTrials(batch, commit.SweepKey, changes);
        AddSweep(batch, commit);
        var pruned = changes.Where(change => change.Status == TrialStatus.Pruned).ToList();
        if (pruned.Count > 0) Add(batch, DropCheckpoints, Ids(pruned));
        try
        {
            return await ExecuteAsync(batch, cancel);
        }
        catch (PostgresException fault) when (fault is
            { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "sweep_events_pkey" })
        {
            throw new SweepConflictException(commit.SweepKey, commit.Steps[0].Seq);
        }
    }

    /// <summary>Runs all of it; returns the files that it names, which only the last command does.</summary>
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
        var steps = commit.Steps.Select(StepText.Of).ToList();
        Add(batch, InsertSteps,
            Of(NpgsqlDbType.Integer, commit.SweepKey), Of(NpgsqlDbType.Integer, SearchJson.Version),
            Of(Array(NpgsqlDbType.Bigint), steps.Select(step => step.Seq).ToArray()),
            Of(Array(NpgsqlDbType.Text), steps.Select(step => step.Kind).ToArray()),
            Of(Array(NpgsqlDbType.Json), steps.Select(step => step.Event).ToArray()),
            Of(Array(NpgsqlDbType.Json), steps.Select(step => step.Actions).ToArray()));
    }

    private static void AddTrials(NpgsqlBatch batch, int sweepKey, ImmutableArray<TrialChange> changes)
    {
        if (changes.IsEmpty) return;
        Add(batch, LockTrials, Ids(changes));
        var begun = changes.Where(change => change.Begun is not null).ToList();
        if (begun.Count > 0)
        {
            Add(batch, BeginTrials,
                Of(NpgsqlDbType.Integer, sweepKey), Ids(begun),
                Of(Array(NpgsqlDbType.Integer), begun.Select(change => change.Trial.Number).ToArray()),
                Status(begun), Attempt(begun), Restarts(begun),
                Of(Array(NpgsqlDbType.Text), begun.Select(change => change.Begun!.Node).ToArray()),
                Of(Array(NpgsqlDbType.Json), begun.Select(Assignment).ToArray()),
                Objective(begun), Cause(begun), Final(begun));
        }

        var changed = changes.Where(change => change.Begun is null).ToList();
        if (changed.Count > 0)
        {
            Add(batch, ChangeTrials, Ids(changed), Status(changed), Attempt(changed), Restarts(changed),
                Objective(changed), Cause(changed), Final(changed));
        }

        var resumed = begun.Where(change => change.Begun!.Attempt > 1).ToList();
        if (resumed.Count > 0) Add(batch, ForgetRepeatedMetrics, Ids(resumed));
    }

    private static void AddSweep(NpgsqlBatch batch, SweepCommit commit)
    {
        var change = StatusChange.Of(commit);
        var runCap = StatusChange.RunCapOf(commit);
        if (change is null && commit.Provenance is null && runCap is null) return;
        Add(batch, ChangeSweep,
            Of(NpgsqlDbType.Integer, commit.SweepKey),
            Of(NpgsqlDbType.Text, change is null ? DBNull.Value : Words.Of(change.Status)),
            Of(NpgsqlDbType.Text, change?.Reason ?? (object)DBNull.Value),
            Of(NpgsqlDbType.Boolean, change is { Starts: true }), Of(NpgsqlDbType.Boolean, change is { IsFinal: true }),
            Of(NpgsqlDbType.Json, commit.Provenance is null
                ? DBNull.Value
                : JsonSerializer.Serialize(commit.Provenance, SearchJson.Options)),
            Of(NpgsqlDbType.Integer, runCap ?? (object)DBNull.Value));
    }

    private static NpgsqlParameter Ids(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Bigint), changes.Select(change => change.Trial.Value).ToArray());

    private static string Assignment(TrialChange change) =>
        JsonSerializer.Serialize(change.Assignment, SearchJson.Options);

    private static NpgsqlParameter Status(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Text), changes.Select(change => Words.Of(change.Status)).ToArray());

    private static NpgsqlParameter Attempt(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Integer), changes.Select(change => change.Attempt).ToArray());

    private static NpgsqlParameter Restarts(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Integer), changes.Select(change => change.Restarts).ToArray());

    private static NpgsqlParameter Objective(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Double), changes.Select(change => change.Objective).ToArray());

    private static NpgsqlParameter Cause(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Text), changes.Select(change => change.Cause).ToArray());

    private static NpgsqlParameter Final(IEnumerable<TrialChange> changes) =>
        Of(Array(NpgsqlDbType.Boolean), changes.Select(change => change.IsFinal).ToArray());

    private static NpgsqlDbType Array(NpgsqlDbType of) => NpgsqlDbType.Array | of;

    private static NpgsqlParameter Of(NpgsqlDbType type, object value) => new() { NpgsqlDbType = type, Value = value };

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
    }
}
