using System.Data;
using System.IO.Compression;
using Experiments.Contracts.Settings;
using Experiments.Storage.Databases;
using Npgsql;

namespace Experiments.Storage.Backups;

/// <summary>Copies the tables of a PostgreSQL database to an archive and back, as text of COPY.</summary>
internal static class PostgresBackup
{
    /// <summary>
    /// The tables with data of sweeps, referenced ones first. Not part of a backup: who is alive (<c>silos</c>, those
    /// that are drained, and the membership of clusters), the cluster's secret, the tokens of people, which may have
    /// been revoked since, and counts, which follow from trials.
    /// </summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "metric_names", "sweeps", "sweep_tags", "trials", "metric_rows", "packed_curves", "trial_logs", "checkpoints",
        "artifact_contents", "artifacts", "sweep_events", "sweep_snapshots", "sweep_owners", Audit,
    ];

    // Its entries get new keys, in the same order, since the database that is restored may have entries of its own.
    private const string Audit = "audit_log";

    /// <summary>Writes all tables as of one moment.</summary>
    public static async Task WriteAsync(
        PostgresDatabase database, ZipArchive archive, string schema, DateTimeOffset at, BackupFiles files,
        CancellationToken cancel)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await connection.ExecuteAsync(
            "set transaction read only; set local idle_in_transaction_session_timeout = 0", [], cancel);
        var tables = new List<BackupManifest.Table>();
        foreach (var table in Tables) tables.Add(new(table, await ColumnsAsync(connection, table, cancel)));
        new BackupManifest(BackupManifest.CurrentFormat, schema, ProductVersion.Name, at, tables).Write(archive);
        var missing = await files.WriteAsync(connection, archive, cancel);
        foreach (var table in tables)
        {
            await using var entry = archive.CreateEntry(EntryOf(table), CompressionLevel.Fastest).Open();
            await using var rows = await connection.BeginRawBinaryCopyAsync(
                $"copy (select {List(table)} from {table.Name}{BackupFiles.Except(table.Name, missing)}"
                + $"{(table.Name == Audit ? " order by key" : "")}) to stdout (format binary)",
                cancel);
            await rows.CopyToAsync(entry, cancel);
        }
    }

    /// <summary>
    /// Writes all rows of an archive into the tables of a database without sweeps. What sweeps that were deleted have
    /// left, such as names of metrics, is replaced.
    /// </summary>
    public static async Task RestoreAsync(
        NpgsqlConnection connection, ZipArchive archive, IReadOnlyList<BackupManifest.Table> tables,
        CancellationToken cancel)
    {
        await connection.ExecuteAsync("delete from metric_names; delete from artifact_contents", [], cancel);
        foreach (var table in tables)
        {
            await using var entry = DatabaseBackup.Find(archive, EntryOf(table)).Open();
            await using var rows = await connection.BeginRawBinaryCopyAsync(
                $"copy {table.Name} ({List(table)}) from stdin (format binary)", cancel);
            await entry.CopyToAsync(rows, cancel);
        }

        foreach (var (table, key) in ((string, string)[])[("sweeps", "key"), ("metric_names", "id")])
            await connection.ExecuteAsync(
                $"""
                select setval(pg_get_serial_sequence('{table}', '{key}'), (select max({key}) from {table}))
                where exists (select from {table})
                """,
                [], cancel);
    }

    private static Task<IReadOnlyList<string>> ColumnsAsync(
        NpgsqlConnection connection, string table, CancellationToken cancel) =>
        connection.QueryAsync(
            """
            select attname from pg_attribute
            where attrelid = @table::regclass and attnum > 0 and not attisdropped and attgenerated = ''
              and attname <> @except
            order by attnum
            """,
            [("table", table), ("except", table == Audit ? "key" : "")], row => row.GetString(0), cancel);

    private static string EntryOf(BackupManifest.Table table) => $"tables/{table.Name}.copy";

    private static string List(BackupManifest.Table table) =>
        string.Join(", ", table.Columns.Select(column => $"\"{column}\""));
}
