using System.Data.Common;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Schema;

/// <summary>
/// Migrates a database to the schema of this program. Any number of processes may do so at the same time: each change
/// is applied once.
/// </summary>
public sealed class StorageSchema(Database database)
{
    // The key of the advisory lock: any number that no other program uses in the same database.
    private const long MigrationLock = 0x6578_7065_7269;

    private readonly IReadOnlyList<SchemaMigration> _migrations = SchemaMigration.All(database.Dialect);

    /// <summary>The schema version of this program.</summary>
    public int Version => _migrations[^1].Version;

    /// <summary>
    /// Checks that the database has this program's schema. An older schema is migrated if <paramref name="migrate"/> is
    /// true, and always in an SQLite file, which belongs to one user.
    /// </summary>
    /// <returns>The names of the changes that were applied.</returns>
    /// <exception cref="UserErrorException">The database cannot be used, is newer than this program, or is older and
    /// <paramref name="migrate"/> is false.</exception>
    public Task<IReadOnlyList<string>> EnsureAsync(bool migrate, CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            if (database is SqliteDatabase sqlite) sqlite.Prepare();
            var found = await database.ReadAsync(connection => ReadVersionAsync(connection, cancel), cancel);
            if (found == Version) return [];
            if (found < Version && !migrate && database is not SqliteDatabase) throw Outdated(found);
            return await database.WriteAsync(connection => MigrateAsync(connection, cancel), cancel);
        });

    /// <summary>
    /// Checks that the database is available and has this program's schema. Changes nothing and creates no file.
    /// </summary>
    /// <exception cref="UserErrorException">The database cannot be used, or has another schema.</exception>
    public Task CheckAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            if (database is SqliteDatabase { File: var file } && !File.Exists(file))
                throw new UserErrorException($"{database.Place} does not exist.");
            var found = await database.ReadAsync(connection => ReadVersionAsync(connection, cancel), cancel);
            return found == Version ? found : throw Outdated(found);
        });

    private UserErrorException Outdated(int found) => new(found == 0
        ? $"{database.Place} has no tables of experiments yet: run 'experiments db migrate'."
        : $"{database.Place} has schema {found} and this program needs {Version}: run 'experiments db migrate'.");

    private async Task<IReadOnlyList<string>> MigrateAsync(DbConnection connection, CancellationToken cancel)
    {
        // A transaction of SQLite already locks the whole file.
        if (database is PostgresDatabase)
            await connection.ExecuteAsync($"select pg_advisory_xact_lock({MigrationLock})", [], cancel);
        await connection.ExecuteAsync(
            $"""
            create table if not exists schema_versions (
                version integer primary key, name text not null, applied_at {TimeType} not null)
            """,
            [], cancel);
        var found = await ReadVersionAsync(connection, cancel);
        var made = new List<string>();
        foreach (var migration in _migrations.Where(migration => migration.Version > found))
        {
            await connection.ExecuteAsync(migration.Sql, [], cancel);
            await connection.ExecuteAsync(
                "insert into schema_versions (version, name, applied_at) values (@version, @name, "
                + $"{database.Dialect.Now})",
                [("version", migration.Version), ("name", migration.Name)], cancel);
            made.Add(migration.Name);
        }

        return made;
    }

    private string TimeType => database is PostgresDatabase ? "timestamptz" : "text";

    private async Task<int> ReadVersionAsync(DbConnection connection, CancellationToken cancel)
    {
        var exists = database is PostgresDatabase
            ? "select to_regclass('schema_versions')::text"
            : "select name from sqlite_master where type = 'table' and name = 'schema_versions'";
        await using var table = connection.Command(exists);
        if (await table.ExecuteScalarAsync(cancel) is null or DBNull) return 0;
        await using var newest = connection.Command("select coalesce(max(version), 0) from schema_versions");
        var version = Convert.ToInt32(await newest.ExecuteScalarAsync(cancel));
        return version <= Version
            ? version
            : throw new UserErrorException(
                $"{database.Place} has schema {version} and this program knows only {Version}: "
                + "use a newer version of experiments.");
    }
}
