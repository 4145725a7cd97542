using System.Globalization;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Databases;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Ingest;

/// <summary>Writes each row with one prepared insert, in a transaction that locks the file.</summary>
internal sealed class SqliteMetricTable(SqliteDatabase database, MetricNameIds names) : IMetricTable
{
    private const string Insert =
        """
        insert into metrics (trial_id, metric_id, step, at, value, kind)
        values (@trial, @metric, @step, @at, @value, @kind)
        on conflict (trial_id, metric_id, step) do update
        set at = excluded.at, value = excluded.value, kind = excluded.kind
        """;

    public async Task<bool[]> WriteAsync(IReadOnlyList<MetricBatch> batches, CancellationToken cancel)
    {
        await names.LearnAsync(batches, cancel);
        return await database.WriteAsync(
            connection => Task.FromResult(Write((SqliteConnection)connection, batches)), cancel);
    }

    private bool[] Write(SqliteConnection connection, IReadOnlyList<MetricBatch> batches)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = Insert;
        var trial = insert.Parameters.Add("@trial", SqliteType.Integer);
        var metric = insert.Parameters.Add("@metric", SqliteType.Integer);
        var step = insert.Parameters.Add("@step", SqliteType.Integer);
        var at = insert.Parameters.Add("@at", SqliteType.Text);
        var value = insert.Parameters.Add("@value", SqliteType.Real);
        var kind = insert.Parameters.Add("@kind", SqliteType.Integer);
        var accepted = new bool[batches.Count];
        for (var i = 0; i < accepted.Length; i++)
        {
            var batch = batches[i];
            accepted[i] = IsCurrent(connection, batch.Trial, batch.Attempt);
            if (!accepted[i]) continue;
            trial.Value = batch.Trial.Value;
            at.Value = batch.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);
            foreach (var point in batch.Points)
            {
                var kindOf = MetricValue.KindOf(point.Value);
                metric.Value = names[point.Metric];
                step.Value = point.Step;
                value.Value = kindOf == MetricValue.Finite ? point.Value : DBNull.Value;
                kind.Value = kindOf;
                insert.ExecuteNonQuery();
            }
        }

        return accepted;
    }

    private static bool IsCurrent(SqliteConnection connection, TrialId trial, int attempt)
    {
        using var fence = connection.Command(
            "select count(*) from trials where id = @trial and attempt = @attempt and status = 'running'",
            ("trial", trial.Value), ("attempt", attempt));
        return (long)fence.ExecuteScalar()! == 1;
    }
}
