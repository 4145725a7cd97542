using System.Data.Common;
using Experiments.Contracts.Faults;
using Experiments.Storage.Databases;

namespace Experiments.Storage.Schema;

/// <summary>
/// Brings a database to the schema of this program. Any number of processes may do so at once: each change happens once.
/// </summary>
public sealed class StorageSchema(Database database)
{
    // Any number that no one else uses as an advisory lock in the same database.
    private const long MigrationLock = 0x6578_7065_7269;

    private readonly IReadOnlyList<SchemaMigration> _migrations = SchemaMigration.All(database.Dialect);

    /// <summary>The version that this program works with.</summary>
    public int Version => _migrations[^1].Version;

    /// <summary>
    /// Checks that the database has this program's schema. An older one is brought up to it where
    /// <paramref name="migrate"/> says so, and always in an SQLite file, which belongs to one person.
    /// </summary>
    /// <returns>Names of the changes that were made.</returns>
    /// <exception cref="UserErrorException">The database cannot be used, is newer than this program, or is older and was
    /// not to be changed.</exception>
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
    /// Makes sure that the database answers and has this program's schema. It changes nothing and creates no file.
    /// </summary>
    /// <exception cref="UserErrorException">The database cannot be used, or has another schema.</exception>
    public Task CheckAsync(CancellationToken cancel = default) =>
        DatabaseFaults.ExplainAsync(database.Place, async () =>
        {
            if (database is SqliteDatabase { File: var file } && !File.Exists(file))
                throw new UserErrorException($"{database.Place} is not there.");
            var found = await database.ReadAsync(connection => ReadVersionAsync(connection, cancel), cancel);
            return found == Version ? found : throw Outdated(found);
        });

    private UserErrorException Outdated(int found) => new(found == 0
        ? $"{database.Place} has none of our tables yet: run 'experiments db migrate'."
        : $"{database.Place} has schema {found} and this program needs {Version}: run 'experiments db migrate'.");

    private async Task<IReadOnlyList<string>> MigrateAsync(DbConnection connection, CancellationToken cancel)
    {
        // SQLite's transaction has the file to itself already.
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
                $"insert into schema_versions (version, name, applied_at) values (@version, @name, {database.Dialect.Now})",
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
