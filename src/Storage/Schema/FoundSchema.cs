using System.Data.Common;
using Experiments.Storage.Databases;
using Experiments.Storage.Model;

namespace Experiments.Storage.Schema;

/// <summary>The schema that a database has.</summary>
internal abstract record FoundSchema
{
    private FoundSchema() { }

    /// <summary>There are no tables.</summary>
    public sealed record Nothing : FoundSchema;

    /// <summary>The schema of a version from before the migrations of EF Core.</summary>
    public sealed record Legacy(int Version) : FoundSchema;

    /// <summary>The newest applied migration.</summary>
    public sealed record Migrated(string Id) : FoundSchema;

    /// <summary>Reads the schema of a database.</summary>
    public static async Task<FoundSchema> ReadAsync(
        DbConnection connection, SqlDialect dialect, CancellationToken cancel)
    {
        // The older list first: if another process migrates between the two queries, the newer list has the answer.
        var legacy = await ExistsAsync(connection, dialect, "schema_versions", cancel)
            ? await connection.QueryAsync(
                "select coalesce(max(version), 0) from schema_versions", [], row => row.GetInt32(0), cancel)
            : [];
        if (await ExistsAsync(connection, dialect, ContextSource.History, cancel)
            && await connection.QueryAsync(
                $"select max(migration_id) from {ContextSource.History}", [], row => row.TextOrNull(0), cancel)
            is [{ } newest])
            return new Migrated(newest);
        return legacy is [> 0 and var version] ? new Legacy(version) : new Nothing();
    }

    private static async Task<bool> ExistsAsync(
        DbConnection connection, SqlDialect dialect, string table, CancellationToken cancel) =>
        await connection.QueryAsync(dialect.TableExists, [("name", table)], row => row.GetString(0), cancel) is not [];
}
