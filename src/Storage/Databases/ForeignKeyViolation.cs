using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>Recognizes the refusal of a row that belongs to another one, which does not exist.</summary>
internal static class ForeignKeyViolation
{
    /// <summary>Whether a foreign key was the cause.</summary>
    public static bool IsOf(Exception fault) => fault switch
    {
        PostgresException server => server.SqlState == PostgresErrorCodes.ForeignKeyViolation,
        SqliteException file => file.SqliteExtendedErrorCode == SqliteCodes.ForeignKeyConstraint,
        _ => false,
    };
}
