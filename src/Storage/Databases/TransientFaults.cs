using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>Which failures of a database pass by themselves, or by someone's care for its server.</summary>
public static class TransientFaults
{
    private const string IdleInTransaction = "25P03";

    private static readonly string[] PassingClasses =
    [
        "08", // connection
        "40", // deadlock, serialization
        "53", // disk full, out of memory, too many connections
        "55", // lock not available
        "57", // shut down, crashed, starting up, cancelled by an operator
        "58", // input or output of the server
    ];

    /// <summary>Whether it fails because a disk is full, which passes only when somebody makes room.</summary>
    internal static bool IsDiskFull(Exception fault) => fault is
        SqliteException { SqliteErrorCode: SqliteCodes.Full } or PostgresException { SqlState: PostgresErrorCodes.DiskFull };

    /// <summary>Whether the same work may succeed later, unchanged.</summary>
    public static bool IsTransient(Exception fault) => fault switch
    {
        // A server that only reads is one that is about to take over from another.
        PostgresException server =>
            PassingClasses.Contains(server.SqlState[..2])
            || server.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransaction,
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        SqliteException { SqliteErrorCode: var code } =>
            code is SqliteCodes.Busy or SqliteCodes.Locked or SqliteCodes.Full or SqliteCodes.Io,
        _ => false,
    };
}
