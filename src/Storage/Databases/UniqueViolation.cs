using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>Recognizes the refusal of a row whose key exists.</summary>
internal static class UniqueViolation
{
    /// <summary>Whether a primary key was the cause.</summary>
    /// <param name="fault">The exception.</param>
    /// <param name="key">The name of the key, which PostgreSQL reports. SQLite reports only that it was one.</param>
    public static bool IsOf(Exception fault, string key) => fault switch
    {
        PostgresException server =>
            server.SqlState == PostgresErrorCodes.UniqueViolation && server.ConstraintName == key,
        SqliteException file => file.SqliteExtendedErrorCode == SqliteCodes.PrimaryKeyConstraint,
        _ => false,
    };
}
