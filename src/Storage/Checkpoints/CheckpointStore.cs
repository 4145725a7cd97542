using System.Security.Cryptography;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Experiments.Storage.Ingest;
using Microsoft.Extensions.Logging;

namespace Experiments.Storage.Checkpoints;

/// <summary>Checkpoints in the database, where every node can read them.</summary>
public sealed class CheckpointStore(
    Database database, MetricWriterOptions options, StorageMetrics metrics, TimeProvider time, ILogger<CheckpointStore> logger)
    : ICheckpointStore
{
    /// <inheritdoc/>
    public Task<bool> SaveAsync(Checkpoint checkpoint, CancellationToken cancel) =>
        Patiently(checkpoint.Trial).DoAsync("a checkpoint", () => database.WriteAsync(async connection =>
        {
            var current = await connection.QueryAsync(
                $"select attempt from trials where id = @trial and status = 'running'{database.Dialect.ForShare}",
                [("trial", checkpoint.Trial.Value)], row => row.GetInt32(0), cancel);
            if (current is not [var attempt] || attempt != checkpoint.Attempt) return false;
            var data = checkpoint.Data.ToArray();
            await connection.ExecuteAsync(
                """
                insert into checkpoints (trial_id, step, attempt, sha256, data)
                values (@trial, @step, @attempt, @sha256, @data)
                on conflict (trial_id, step) do update
                set attempt = excluded.attempt, sha256 = excluded.sha256, data = excluded.data, at = excluded.at
                """,
                [
                    ("trial", checkpoint.Trial.Value), ("step", checkpoint.Step), ("attempt", checkpoint.Attempt),
                    ("sha256", SHA256.HashData(data)), ("data", data),
                ],
                cancel);
            await connection.ExecuteAsync(
                """
                delete from checkpoints where trial_id = @trial and step not in
                    (select step from checkpoints where trial_id = @trial order by step desc limit 2)
                """,
                [("trial", checkpoint.Trial.Value)], cancel);
            return true;
        }, cancel), cancel);

    /// <inheritdoc/>
    public async Task<Checkpoint?> LoadLatestAsync(TrialId trial, CancellationToken cancel)
    {
        var kept = await Patiently(trial).DoAsync("a checkpoint", () => database.ReadAsync(connection => connection.QueryAsync(
            "select attempt, step, sha256, data from checkpoints where trial_id = @trial order by step desc",
            [("trial", trial.Value)],
            row => (
                Checkpoint: new Checkpoint(trial, row.GetInt32(0), row.GetInt64(1), row.GetFieldValue<byte[]>(3)),
                Sha256: row.GetFieldValue<byte[]>(2)),
            cancel), cancel), cancel);
        return kept
            .Where(entry => SHA256.HashData(entry.Checkpoint.Data.Span).AsSpan().SequenceEqual(entry.Sha256))
            .Select(entry => entry.Checkpoint)
            .FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<double?> LoadMetricAsync(TrialId trial, string metric, CancellationToken cancel)
    {
        var newest = await Patiently(trial).DoAsync("an objective", () => database.ReadAsync(connection => connection.QueryAsync(
            """
            select value, kind from metrics
            where trial_id = @trial and metric_id = (select id from metric_names where name = @metric)
            order by step desc limit 1
            """,
            [("trial", trial.Value), ("metric", metric)],
            row => MetricValue.Read(row.IsDBNull(0) ? null : row.GetDouble(0), row.GetInt16(1)), cancel), cancel), cancel);
        return newest is [var value] ? value : null;
    }

    private Patience Patiently(TrialId trial) =>
        new(new Backoff(options.LongestPause, trial.GetHashCode()), metrics, time, logger);
}
