using System.Diagnostics.CodeAnalysis;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Databases;
using Npgsql;
using NpgsqlTypes;

namespace Experiments.Storage.Ingest;

/// <summary>
/// Copies rows directly into the table while it holds locks on the trials' rows. If a row already exists (a commit
/// whose answer was lost, or a step that a resumed trial repeats after a damaged checkpoint), the same batches are
/// merged through a temporary table and <c>on conflict do update</c>: of two values for one point, the one written last
/// is kept.
/// </summary>
internal sealed class PostgresMetricTable(PostgresDatabase database, MetricNameIds names) : IMetricTable
{
    // All writers lock trials in the order of their ids, which prevents deadlocks.
    private const string Fence =
        "select id, attempt from trials where id = any($1) and status = 'running' order by id for share";

    // A silo that freezes while it sends rows holds the lock, and the server does not regard its session as idle.
    private const string Hurry = "set local statement_timeout = '10s'";

    private static readonly string Rows = SqlDialect.Postgres.MetricRows;

    private const string Columns = "(trial_id, metric_id, step, at, value, kind)";

    public async Task<bool[]> WriteAsync(IReadOnlyList<MetricBatch> batches, CancellationToken cancel)
    {
        await names.LearnAsync(batches, cancel);
        try
        {
            return await WriteAsync(batches, CopyAsync, cancel);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return await WriteAsync(batches, MergeAsync, cancel);
        }
    }

    private async Task<bool[]> WriteAsync(
        IReadOnlyList<MetricBatch> batches,
        Func<NpgsqlConnection, IEnumerable<MetricBatch>, CancellationToken, Task> put,
        CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var transaction = await database.BeginAsync(connection, cancel);
        var current = await LockTrialsAsync(connection, batches, cancel);
        var accepted = new bool[batches.Count];
        for (var i = 0; i < accepted.Length; i++)
            accepted[i] = current.TryGetValue(batches[i].Trial.Value, out var attempt) && attempt == batches[i].Attempt;
        if (accepted.Contains(true)) await put(connection, batches.Where((_, i) => accepted[i]), cancel);
        await transaction.CommitAsync(cancel);
        return accepted;
    }

    private static async Task<Dictionary<long, int>> LockTrialsAsync(
        NpgsqlConnection connection, IReadOnlyList<MetricBatch> batches, CancellationToken cancel)
    {
        var fence = new NpgsqlBatchCommand(Fence);
        fence.Parameters.Add(new NpgsqlParameter
        {
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
            Value = batches.Select(batch => batch.Trial.Value).Distinct().ToArray(),
        });
        await using var both = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(Hurry), fence } };
        var current = new Dictionary<long, int>();
        await using var reader = await both.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) current.Add(reader.GetInt64(0), reader.GetInt32(1));
        return current;
    }

    private Task CopyAsync(NpgsqlConnection connection, IEnumerable<MetricBatch> batches, CancellationToken cancel) =>
        CopyAsync(
            connection, Rows, batches.SelectMany(batch => batch.Points, (batch, point) => (batch, point)), cancel);

    private async Task MergeAsync(
        NpgsqlConnection connection, IEnumerable<MetricBatch> batches, CancellationToken cancel)
    {
        // One command may not change a row twice: of equal keys in the batches, the last is kept.
        var latest = batches
            .SelectMany(batch => batch.Points, (batch, point) => (batch, point))
            .GroupBy(row => (row.batch.Trial, row.point.Metric, row.point.Step), (_, rows) => rows.Last());
        await ExecuteAsync(connection, $"create temporary table metrics_merged (like {Rows}) on commit drop", cancel);
        await CopyAsync(connection, "metrics_merged", latest, cancel);
        await ExecuteAsync(
            connection,
            $"""
            insert into {Rows} {Columns} select trial_id, metric_id, step, at, value, kind from metrics_merged
            on conflict (trial_id, metric_id, step) do update
            set at = excluded.at, value = excluded.value, kind = excluded.kind
            """,
            cancel);
    }

    private async Task CopyAsync(
        NpgsqlConnection connection, string table, IEnumerable<(MetricBatch Batch, MetricPoint Point)> rows,
        CancellationToken cancel)
    {
        await using var copy = await connection
            .BeginBinaryImportAsync($"copy {table} {Columns} from stdin (format binary)", cancel);
        foreach (var (batch, point) in rows)
        {
            var kind = MetricValue.KindOf(point.Value);
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(batch.Trial.Value, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(names[point.Metric], NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(point.Step, NpgsqlDbType.Bigint, cancel);
            await copy.WriteAsync(batch.At.UtcDateTime, NpgsqlDbType.TimestampTz, cancel);
            if (kind == MetricValue.Finite) await copy.WriteAsync(point.Value, NpgsqlDbType.Double, cancel);
            else await copy.WriteNullAsync(cancel);
            await copy.WriteAsync(kind, NpgsqlDbType.Smallint, cancel);
        }

        await copy.CompleteAsync(cancel);
    }

    [SuppressMessage("Security", "CA2100", Justification = "Texts are constants of this class.")]
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
