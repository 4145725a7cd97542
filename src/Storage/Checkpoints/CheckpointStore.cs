using System.Data.Common;
using System.Security.Cryptography;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Experiments.Storage.Telemetry;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Checkpoints;

/// <summary>
/// Stores checkpoints where every node can read them: small ones in the database, large ones in a shared folder with a
/// row in the database that names the file. The row's SHA-256 hash detects damaged data.
/// </summary>
internal sealed partial class CheckpointStore(
    Database database, CheckpointOptions options, MetricWriterOptions writer, OutageLog outages, StorageMetrics metrics,
    TimeProvider time, ILogger<CheckpointStore> logger)
    : ICheckpointStore
{
    /// <inheritdoc/>
    public async Task<bool> SaveAsync(Checkpoint checkpoint, CancellationToken cancel)
    {
        var stored = checkpoint.Content.Length <= options.DatabaseLimit
            ? InDatabase(checkpoint.Content.ReadAll())
            : await WriteFileAsync(checkpoint, cancel);
        var outdated = await Patiently(checkpoint.Trial).DoAsync(
            "a checkpoint",
            () => database.WriteAsync(connection => SaveAsync(connection, checkpoint, stored, cancel), cancel), cancel);
        // Only after the commit: until then the trial would continue from these files.
        foreach (var name in (outdated ?? [stored.File]).OfType<string>()) await options.Files.DeleteAsync(name);
        return outdated is not null;
    }

    /// <inheritdoc/>
    public async Task<Checkpoint?> LoadLatestAsync(TrialId trial, CancellationToken cancel)
    {
        var kept = await Patiently(trial).DoAsync(
            "a checkpoint",
            () => database.ReadAsync(
                connection => KeptCheckpoint.ListAsync(connection, trial, cancel), cancel), cancel);
        foreach (var one in kept)
        {
            var content = await Patiently(trial).DoAsync(
                "a large checkpoint", () => one.ReadAsync(options.Files, options.ScratchFolder, cancel), cancel);
            if (content is not null) return new Checkpoint(trial, one.Attempt, one.Step, content);
            LogDamaged(trial.Number, one.Step);
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<MetricPoint?> LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel)
    {
        var newest = await Patiently(trial).DoAsync("an objective", () => database.ReadAsync(connection =>
            connection.QueryAsync(
            """
            select step, value, kind from metrics
            where trial_id = @trial and metric_id = (select id from metric_names where name = @metric)
            order by step desc limit 1
            """,
            [("trial", trial.Value), ("metric", metric)],
            row => new MetricPoint(
                metric, row.GetInt64(0), MetricValue.Read(row.IsDBNull(1) ? null : row.GetDouble(1), row.GetInt16(2))),
            cancel), cancel), cancel);
        return newest is [var point] ? point : null;
    }

    /// <inheritdoc/>
    public async Task<MetricSummary> SummarizeMetricAsync(
        TrialId trial, string metric, long step, CancellationToken cancel)
    {
        var found = await Patiently(trial).DoAsync("an objective", () => database.ReadAsync(connection =>
            connection.QueryAsync(
            $"""
            with known as (
                select step, value from metrics
                where trial_id = @trial and metric_id = (select id from metric_names where name = @metric)
                    and step <= @step and kind = {MetricValue.Finite})
            select whole.points, whole.least, whole.greatest, newest.step, newest.value
            from (select count(*) as points, min(value) as least, max(value) as greatest from known) whole
            left join (select step, value from known order by step desc limit 1) newest on true
            """,
            [("trial", trial.Value), ("metric", metric), ("step", step)],
            row => row.IsDBNull(3)
                ? new MetricSummary(0, double.NaN, double.NaN, null)
                : new MetricSummary(
                    (int)Math.Min(row.GetInt64(0), int.MaxValue), row.GetDouble(1), row.GetDouble(2),
                    new MetricPoint(metric, row.GetInt64(3), row.GetDouble(4))),
            cancel), cancel), cancel);
        return found.Single();
    }

    /// <summary>Saves the row and deletes all but the newest two.</summary>
    /// <returns>The files that are no longer in use, or null if the attempt is not the trial's current one.</returns>
    private async Task<IReadOnlyList<string?>?> SaveAsync(
        DbConnection connection, Checkpoint checkpoint, Stored stored, CancellationToken cancel)
    {
        var current = await connection.QueryAsync(
            $"select attempt from trials where id = @trial and status = 'running'{database.Dialect.ForShare}",
            [("trial", checkpoint.Trial.Value)], row => row.GetInt32(0), cancel);
        if (current is not [var attempt] || attempt != checkpoint.Attempt) return null;
        await connection.ExecuteAsync(
            """
            insert into checkpoints (trial_id, step, attempt, sha256, data, file)
            values (@trial, @step, @attempt, @sha256, @data, @file)
            on conflict (trial_id, step) do update
            set attempt = excluded.attempt, sha256 = excluded.sha256, data = excluded.data, file = excluded.file,
                at = excluded.at
            """,
            [
                ("trial", checkpoint.Trial.Value), ("step", checkpoint.Step), ("attempt", checkpoint.Attempt),
                ("sha256", stored.Sha256), ("data", stored.Data), ("file", stored.File),
            ],
            cancel);
        return await connection.QueryAsync(
            """
            delete from checkpoints where trial_id = @trial and step not in
                (select step from checkpoints where trial_id = @trial order by step desc limit 2)
            returning file
            """,
            [("trial", checkpoint.Trial.Value)], row => row.TextOrNull(0), cancel);
    }

    private static Stored InDatabase(ReadOnlyMemory<byte> data) =>
        new(SHA256.HashData(data.Span), data.ToArray(), File: null);

    private async Task<Stored> WriteFileAsync(Checkpoint checkpoint, CancellationToken cancel)
    {
        var name = CheckpointName.Of(await SweepOfAsync(checkpoint.Trial, cancel), checkpoint);
        var hash = await Patiently(checkpoint.Trial).DoAsync(
            "a large checkpoint", () => options.Files.WriteAsync(name, checkpoint.Content, cancel), cancel);
        return new(hash, Data: null, name);
    }

    private async Task<string> SweepOfAsync(TrialId trial, CancellationToken cancel)
    {
        var found = await Patiently(trial)
            .DoAsync("a checkpoint", () => database.ReadAsync(connection => connection.QueryAsync(
                "select id from sweeps where key = @key", [("key", trial.SweepKey)], row => row.GetString(0), cancel),
                cancel), cancel);
        return found.Single();
    }

    private RetryUntilAnswered Patiently(TrialId trial) =>
        new(writer.LongestPause, trial.GetHashCode(), outages, metrics, time);

    /// <summary>What the row of a checkpoint contains of its content.</summary>
    private sealed record Stored(byte[] Sha256, byte[]? Data, string? File);

    [LoggerMessage(
        1, LogLevel.Warning,
        "The checkpoint of trial {Trial} at step {Step} is damaged or missing; trying the previous one.")]
    private partial void LogDamaged(int trial, long step);
}
