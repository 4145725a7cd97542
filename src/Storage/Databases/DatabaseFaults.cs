using Microsoft.Data.Sqlite;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>Explains failures of a database to users in one sentence that says what they can do.</summary>
internal static class DatabaseFaults
{
    /// <summary>
    /// Runs <paramref name="work"/>. An exception that a user can do something about becomes a
    /// <see cref="UserErrorException"/>.
    /// </summary>
    public static async Task<T> ExplainAsync<T>(string place, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception fault) when (Explain(place, fault) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Returns the explanation of a failure, or null if there is none.</summary>
    public static UserErrorException? Explain(string place, Exception fault)
    {
        // The store of large checkpoints names itself.
        if (fault is StoreUnreachableException store)
            return new UserErrorException($"{store.Message.TrimEnd('.')}; {store.Remedy}", fault);
        var advice = fault switch
        {
            PostgresException server => OfServer(server),
            // Of several hosts, each failed or is a standby.
            NpgsqlException { InnerException: AggregateException } or NpgsqlException
            {
                Message: "No suitable host was found."
            } => "has no host that accepts writes: check that one of them runs and is the primary",
            NpgsqlException { InnerException: TimeoutException } pool
                when pool.Message.Contains("pool", StringComparison.Ordinal) =>
                "has no connection free for this program in time: raise 'Maximum Pool Size' or 'Timeout' in "
                + "EXPERIMENTS_DATABASE",
            NpgsqlException { InnerException: TimeoutException } =>
                "does not answer in time: check that the server runs and is not overloaded, and that "
                + "EXPERIMENTS_DATABASE names its host and port",
            NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } =>
                "cannot be reached: check that the server runs and that EXPERIMENTS_DATABASE names its host and port",
            NpgsqlException transport => $"cannot be used: {transport.Message.TrimEnd('.')}",
            System.Net.Sockets.SocketException socket =>
                $"cannot be reached ({socket.Message}): check the host and port in EXPERIMENTS_DATABASE",
            TimeoutException => "does not answer in time: check that the server runs and is not overloaded",
            SqliteException file => OfFile(file),
            UnauthorizedAccessException =>
                "cannot be written here: point EXPERIMENTS_HOME to a folder that you may write to",
            IOException io => $"cannot be used: {io.Message.TrimEnd('.')}; "
                + "point EXPERIMENTS_HOME to a folder with room that you may write to",
            _ => null,
        };
        return advice is null ? null : new UserErrorException($"{place} {advice}.", fault);
    }

    private static string? OfServer(PostgresException server) => server.SqlState switch
    {
        _ when TransientFaults.IsPooler(server) =>
            "is reached through a connection pooler such as PgBouncer: add 'No Reset On Close=true' to "
            + "EXPERIMENTS_DATABASE",
        PostgresErrorCodes.ProtocolViolation => $"cannot be used: {server.MessageText.TrimEnd('.')}",
        TransientFaults.IdleInTransaction =>
            "has ended a transaction for which this machine was too slow: try again when it is less busy",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            "refuses the login: check the user name in EXPERIMENTS_DATABASE, "
            + "and the password there, in PGPASSWORD or in PGPASSFILE",
        PostgresErrorCodes.InvalidCatalogName =>
            "does not exist: create it with 'createdb', or name another in EXPERIMENTS_DATABASE",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"refuses this user ({server.MessageText}): grant the rights, or use the owner of the database",
        PostgresErrorCodes.UndefinedTable => "has no tables of experiments: run 'experiments db migrate'",
        PostgresErrorCodes.TooManyConnections => "has no connection left: raise max_connections or stop other clients",
        PostgresErrorCodes.DiskFull => "has no disk space left: free some on the server",
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            "is starting or stopping: try again in a moment",
        _ => null,
    };

    private static string? OfFile(SqliteException file) => file.SqliteErrorCode switch
    {
        SqliteCodes.Corrupt or SqliteCodes.NotADatabase =>
            "is damaged or is not an SQLite file: move it away, or restore it from a backup",
        SqliteCodes.CannotOpen or SqliteCodes.ReadOnly =>
            "cannot be opened for writing: check its folder's permissions, or point EXPERIMENTS_HOME elsewhere",
        SqliteCodes.Full => "cannot grow, the disk is full: free some space, or point EXPERIMENTS_HOME elsewhere",
        SqliteCodes.Io => "cannot be read or written (input/output error): check the disk and its free space",
        SqliteCodes.Busy or SqliteCodes.Locked => "is locked by another program: wait until it is done, or stop it",
        _ => null,
    };
}
