using System.Data.Common;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;

namespace Experiments.Storage.Schema;

/// <summary>
/// Migrates a database to the schema of this program. Any number of processes may do so at the same time: each change
/// is applied once, and all of them or none.
/// </summary>
/// <remarks>
/// EF Core generates the scripts. They are run here and not by its own migrator, because the lock that it takes in an
/// SQLite file is a row, which a killed process leaves behind, and because loading it takes longer than creating the
/// tables. See docs/adr/0036.
/// </remarks>
public sealed class StorageSchema(Database database)
{
    // The key of the advisory lock: any number that no other program uses in the same database.
    private const long MigrationLock = 0x6578_7065_7269;

    // Tells a program from before the migrations of EF Core that it is too old.
    private const int AfterLegacy = 1000;

    /// <summary>The schema version of this program: the id of its newest migration.</summary>
    public static string Version => SchemaVersions.Newest;

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
            var found = await database.ReadAsync(connection => ReadAsync(connection, cancel), cancel);
            if (IsCurrent(found)) return [];
            if (!migrate && database is not SqliteDatabase) throw Outdated(found);
            return await database.WriteAsync(connection => MigrateAsync(connection, Version, cancel), cancel);
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
            var found = await database.ReadAsync(connection => ReadAsync(connection, cancel), cancel);
            return IsCurrent(found) ? found : throw Outdated(found);
        });

    private static bool IsCurrent(FoundSchema found) => found is FoundSchema.Migrated { Id: var id } && id == Version;

    private static string Name(FoundSchema found) => found switch
    {
        FoundSchema.Legacy { Version: var version } => version.ToString(),
        FoundSchema.Migrated { Id: var id } => id,
        _ => "",
    };

    private UserErrorException Outdated(FoundSchema found) => new(found is FoundSchema.Nothing
        ? $"{database.Place} has no tables of experiments yet: run 'experiments db migrate'."
        : $"{database.Place} has schema {Name(found)} and this program needs {Version}: run 'experiments db migrate'.");

    private async Task<FoundSchema> ReadAsync(DbConnection connection, CancellationToken cancel)
    {
        var found = await FoundSchema.ReadAsync(connection, database.Dialect, cancel);
        var isKnown = found switch
        {
            FoundSchema.Legacy { Version: var version } => version <= LegacyMigration.All(database.Dialect)[^1].Version,
            FoundSchema.Migrated { Id: var id } => SchemaVersions.All.Contains(id),
            _ => true,
        };
        return isKnown
            ? found
            : throw new UserErrorException(
                $"{database.Place} has schema {Name(found)} and this program knows only {Version}: "
                + "use a newer version of experiments.");
    }

    /// <summary>Brings the schema to that of a migration, which may be older than the newest, but never back.</summary>
    /// <returns>The names of the changes that were applied.</returns>
    internal async Task<IReadOnlyList<string>> MigrateAsync(
        DbConnection connection, string target, CancellationToken cancel)
    {
        // A transaction of SQLite already locks the whole file.
        if (database is PostgresDatabase)
            await connection.ExecuteAsync($"select pg_advisory_xact_lock({MigrationLock})", [], cancel);
        var found = await ReadAsync(connection, cancel);
        if (IsCurrent(found)) return [];
        var done = new List<string>();
        var newest = (found as FoundSchema.Migrated)?.Id;
        if (found is FoundSchema.Legacy { Version: var version })
        {
            done.AddRange(await UpgradeLegacyAsync(connection, version, cancel));
            await connection.ExecuteAsync(
                MigrationScript.Read(database.Dialect, SchemaVersions.Baseline).Adopt, [], cancel);
            newest = SchemaVersions.Baseline;
        }

        foreach (var id in SchemaVersions.After(newest).Where(id => string.CompareOrdinal(id, target) <= 0))
        {
            await connection.ExecuteAsync(MigrationScript.Read(database.Dialect, id).Text, [], cancel);
            done.Add(id);
        }

        if (found is not FoundSchema.Migrated) await MarkAsync(connection, cancel);
        return done;
    }

    private async Task<IEnumerable<string>> UpgradeLegacyAsync(
        DbConnection connection, int version, CancellationToken cancel)
    {
        var missing = LegacyMigration.All(database.Dialect).Where(migration => migration.Version > version).ToList();
        foreach (var migration in missing) await connection.ExecuteAsync(migration.Sql, [], cancel);
        return missing.Select(migration => migration.Name);
    }

    private async Task MarkAsync(DbConnection connection, CancellationToken cancel)
    {
        var time = database is PostgresDatabase ? "timestamptz" : "text";
        await connection.ExecuteAsync(
            "create table if not exists schema_versions "
            + $"(version integer primary key, name text not null, applied_at {time} not null)",
            [], cancel);
        await connection.ExecuteAsync(
            "insert into schema_versions (version, name, applied_at) "
            + $"values ({AfterLegacy}, 'see {ContextSource.History}', {database.Dialect.Now})",
            [], cancel);
    }
}
