using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace Experiments.Ingest;

/// <summary>
/// The baseline: COPY into the same keyed table on one connection, without fences or receipts, and with known ids.
/// </summary>
internal static class BareCopy
{
    private const int RowsPerCommit = 10_000;

    public static async Task WriteAsync(NpgsqlDataSource source, ImmutableArray<MetricBatch> batches)
    {
        var names = batches.SelectMany(batch => batch.Points.Select(point => point.Metric)).Take(1_000).Distinct()
            .Select((name, id) => (name, id)).ToDictionary(pair => pair.name, pair => pair.id + 1);
        await using var connection = await source.OpenConnectionAsync();
        var next = 0;
        while (next < batches.Length)
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy metric_rows (trial_id, metric_id, step, at, value, kind) from stdin (format binary)");
            for (var rows = 0; rows < RowsPerCommit && next < batches.Length; next++)
            {
                var batch = batches[next];
                foreach (var point in batch.Points)
                {
                    copy.StartRow();
                    copy.Write(batch.Trial.Value, NpgsqlDbType.Bigint);
                    copy.Write(names[point.Metric], NpgsqlDbType.Integer);
                    copy.Write(point.Step, NpgsqlDbType.Bigint);
                    copy.Write(batch.At.UtcDateTime, NpgsqlDbType.TimestampTz);
                    copy.Write(point.Value, NpgsqlDbType.Double);
                    copy.Write((short)0, NpgsqlDbType.Smallint);
                    rows++;
                }
            }

            await copy.CompleteAsync();
        }
    }
}
