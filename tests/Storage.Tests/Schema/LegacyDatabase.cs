using Experiments.Storage.Databases;
using Experiments.Storage.Schema;

namespace Experiments.Storage.Tests.Schema;

/// <summary>Creates databases as programs from before the migrations of EF Core did.</summary>
internal static class LegacyDatabase
{
    /// <summary>Applies the changes up to a version.</summary>
    public static async Task CreateAsync(Database database, int version)
    {
        await ExecuteAsync(
            database,
            "create table schema_versions (version integer primary key, name text not null, applied_at "
            + $"{(database is SqliteDatabase ? "text" : "timestamptz")} not null)");
        foreach (var migration in LegacyMigration.All(database.Dialect).Take(version))
        {
            await ExecuteAsync(database, migration.Sql);
            await ExecuteAsync(
                database,
                $"insert into schema_versions values ({migration.Version}, '{migration.Name}', "
                + $"{database.Dialect.Now})");
        }
    }

    private static Task ExecuteAsync(Database database, string sql) =>
        database.WriteAsync(connection => connection.ExecuteAsync(sql, [], default), default);
}
