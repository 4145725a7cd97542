using System.IO.Compression;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;
using Experiments.Storage.Schema;
using Npgsql;

namespace Experiments.Storage.Backups;

/// <summary>
/// Writes the sweeps of a database to one file, and restores them into an empty database. Sweeps may run meanwhile: the
/// backup is what was committed at one moment, from which a cluster on the restored database continues.
/// </summary>
public sealed class DatabaseBackup(Database database, CheckpointOptions checkpoints, TimeProvider time)
{
    private readonly BackupFiles _files = new(checkpoints);
    private readonly StorageSchema _schema = new(database);

    /// <summary>Writes a backup. The file appears complete or not at all, and only its owner can read it.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="cancel">Cancels the backup.</param>
    /// <returns>The size of the file in bytes.</returns>
    /// <exception cref="UserErrorException">The file exists or cannot be written, or the database cannot be read.
    /// </exception>
    public async Task<long> WriteAsync(string path, CancellationToken cancel = default)
    {
        if (Path.Exists(path)) throw new UserErrorException($"'{path}' exists: choose another name, or delete it");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw new UserErrorException($"'{path}' cannot be written: there is no such folder");
        var partial = path + ".partial";
        try
        {
            File.Delete(partial);
            await using (var file = OwnerOnly.Create(partial))
                await DatabaseFaults.ExplainAsync(database.Place, () => WriteAsync(file, path, cancel));
            File.Move(partial, path, overwrite: false);
            return new FileInfo(path).Length;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be written: {fault.Message}", fault);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Restores a backup into the database, which must have no sweeps.</summary>
    /// <exception cref="UserErrorException">The file is not a backup, or one of the other kind of database; or the
    /// database has sweeps or cannot be written. Nothing is restored then.</exception>
    public async Task RestoreAsync(string path, CancellationToken cancel = default)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (BackupManifest.Read(archive) is not { } manifest)
                throw new UserErrorException($"'{path}' is not a backup: it has no manifest");
            await DatabaseFaults.ExplainAsync(database.Place, () => RestoreAsync(archive, manifest, cancel));
        }
        catch (InvalidDataException fault)
        {
            throw new UserErrorException($"'{path}' is not a backup, or is damaged: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }

    internal static ZipArchiveEntry Find(ZipArchive archive, string name) =>
        archive.GetEntry(name) ?? throw new InvalidDataException($"it has no entry '{name}'");

    private async Task<bool> WriteAsync(Stream file, string path, CancellationToken cancel)
    {
        await _schema.CheckAsync(cancel);
        using var archive = new ZipArchive(file, ZipArchiveMode.Create);
        var (schema, at) = (StorageSchema.Version, time.GetUtcNow());
        if (database is PostgresDatabase postgres)
            await PostgresBackup.WriteAsync(postgres, archive, schema, at, _files, cancel);
        else
            await SqliteBackup.WriteAsync(
                (SqliteDatabase)database, archive, path + ".scratch", schema, at, _files, cancel);
        return true;
    }

    private async Task<bool> RestoreAsync(ZipArchive archive, BackupManifest manifest, CancellationToken cancel)
    {
        if (!SchemaVersions.All.Contains(manifest.Schema))
            throw new UserErrorException(
                $"the backup has schema {manifest.Schema} and this program knows only {StorageSchema.Version}: "
                + "use a newer version of experiments");
        if ((manifest.Tables is null) == database is PostgresDatabase)
            throw new UserErrorException(
                $"the backup is of {(manifest.Tables is null ? "an SQLite" : "a PostgreSQL")} database and cannot be "
                + $"restored into the {database.Place}: set EXPERIMENTS_DATABASE to one of that kind");
        if (database is SqliteDatabase sqlite)
        {
            await _schema.EnsureAsync(migrate: true, cancel);
            if (await HasSweepsAsync(cancel)) throw NotEmpty();
            await _files.RestoreAsync(archive, cancel);
            await SqliteBackup.RestoreAsync(sqlite, archive, sqlite.File + ".restoring", cancel);
            await _schema.EnsureAsync(migrate: true, cancel);
            return true;
        }

        return await database.WriteAsync(
            async connection =>
            {
                await _schema.MigrateAsync(connection, manifest.Schema, cancel);
                await connection.ExecuteAsync("lock table sweeps in exclusive mode", [], cancel);
                if ((await connection.QueryAsync("select 1 from sweeps limit 1", [], _ => true, cancel)).Count > 0)
                    throw NotEmpty();
                await PostgresBackup.RestoreAsync((NpgsqlConnection)connection, archive, manifest.Tables!, cancel);
                await _schema.MigrateAsync(connection, StorageSchema.Version, cancel);
                // At last, because files stay if something fails.
                await _files.RestoreAsync(archive, cancel);
                return true;
            },
            cancel);
    }

    private async Task<bool> HasSweepsAsync(CancellationToken cancel) =>
        (await database.ReadAsync(
            connection => connection.QueryAsync("select 1 from sweeps limit 1", [], _ => true, cancel), cancel))
        .Count > 0;

    private UserErrorException NotEmpty() => new(
        $"the {database.Place} has sweeps: restore into an empty one, which EXPERIMENTS_DATABASE names");
}
