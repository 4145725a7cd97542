using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>Classifies the failures of a database that are transient, or that an administrator can resolve.</summary>
public static class TransientFaults
{
    /// <summary>The server has ended a session that was idle in a transaction for too long.</summary>
    internal const string IdleInTransaction = "25P03";

    private static readonly string[] PassingClasses =
    [
        "08", // connection
        "40", // deadlock, serialization
        "53", // disk full, out of memory, too many connections
        "55", // lock not available
        "57", // shut down, crashed, starting up, cancelled by an operator
        "58", // input or output error of the server
    ];

    /// <summary>Whether the cause is a full disk, which lasts until someone frees space.</summary>
    internal static bool IsDiskFull(Exception fault) => fault is
        SqliteException { SqliteErrorCode: SqliteCodes.Full }
        or PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>
    /// Whether a pooler between this program and the server lends its sessions for one transaction each, and the
    /// address does not say so. PgBouncer refuses settings at the start of a session, or knows no prepared statement.
    /// </summary>
    internal static bool IsPooler(PostgresException fault) =>
        fault.SqlState is PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement
        || (fault.SqlState == PostgresErrorCodes.ProtocolViolation
            && fault.MessageText.Contains("startup parameter", StringComparison.Ordinal));

    /// <summary>Whether the same operation may succeed later.</summary>
    public static bool IsTransient(Exception fault) => fault switch
    {
        PostgresException server when IsPooler(server) => false,
        // A read-only server is a standby that is about to take over.
        PostgresException server =>
            PassingClasses.Contains(server.SqlState[..2])
            || server.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction,
        StoreUnreachableException => true,
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        SqliteException { SqliteErrorCode: var code } =>
            code is SqliteCodes.Busy or SqliteCodes.Locked or SqliteCodes.Full or SqliteCodes.Io,
        _ => false,
    };
}
