using System.IO.Compression;
using Experiments.Contracts.Settings;
using Experiments.Storage.Databases;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Backups;

/// <summary>Copies an SQLite database to an archive and back, as one file.</summary>
internal static class SqliteBackup
{
    private const string EntryName = "experiments.db";

    /// <summary>Writes the database as of one moment. Others can write to it meanwhile.</summary>
    public static async Task WriteAsync(
        SqliteDatabase database, ZipArchive archive, string scratch, string schema, DateTimeOffset at,
        BackupFiles files, CancellationToken cancel)
    {
        OwnerOnly.Create(scratch).Dispose();
        try
        {
            await database.ReadAsync(
                connection => connection.ExecuteAsync("vacuum into @file", [("file", scratch)], cancel), cancel);
            new BackupManifest(BackupManifest.CurrentFormat, schema, ProductVersion.Name, at, null).Write(archive);
            await using (var copy = Open(scratch))
            {
                var missing = await files.WriteAsync(copy, archive, cancel);
                foreach (var table in (string[])["artifacts", "artifact_contents", "checkpoints"])
                    await copy.ExecuteAsync(
                        $"""
                        delete from {table}
                        where rowid not in (select rowid from {table}{BackupFiles.Except(table, missing)})
                        """,
                        [], cancel);
                await copy.ExecuteAsync(
                    "delete from silos; delete from drained_nodes; delete from access_tokens", [], cancel);
            }

            await using var entry = archive.CreateEntry(EntryName, CompressionLevel.Fastest).Open();
            await using var file = File.OpenRead(scratch);
            await file.CopyToAsync(entry, cancel);
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    /// <summary>
    /// Replaces the content of a database, which others may have open. All of it appears at once.
    /// </summary>
    public static async Task RestoreAsync(
        SqliteDatabase database, ZipArchive archive, string scratch, CancellationToken cancel)
    {
        try
        {
            await using (var file = OwnerOnly.Create(scratch))
            await using (var entry = DatabaseBackup.Find(archive, EntryName).Open())
                await entry.CopyToAsync(file, cancel);
            await database.ReadAsync(
                connection =>
                {
                    using var source = Open(scratch);
                    source.BackupDatabase((SqliteConnection)connection);
                    return Task.FromResult(true);
                },
                cancel);
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }
}
