using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Databases;

/// <summary>
/// SQLite's calls block, so they run on the thread pool, never on the caller's thread; and it has one writer, so the
/// writers of this process take turns here instead of polling for the file's lock.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _connectionString;

    public SqliteDatabase(SqliteConnectionStringBuilder address)
    {
        File = address.DataSource;
        Place = $"SQLite database '{File}'";
        _connectionString = new SqliteConnectionStringBuilder(address.ConnectionString)
        {
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ConnectionString;
    }

    public string File { get; }

    public override string Place { get; }

    internal override SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>Makes the file where it is missing, and lets only its owner read it; sets what a file remembers.</summary>
    internal void Prepare()
    {
        SqliteFile.Make(File);
        SqliteFile.Tighten(File);
        using var connection = Open();
        connection.Execute("pragma busy_timeout = 30000");
        connection.Execute("pragma journal_mode = wal");
    }

    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    internal override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel) =>
        Task.Run(async () =>
        {
            await using var connection = Open();
            return await work(connection);
        }, cancel);

    private protected override async Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await Task.Run(async () =>
            {
                await using var connection = Open();
                // Waits for writers of other processes by SQLite's own handler, which polls in milliseconds.
                connection.Execute("pragma busy_timeout = 30000");
                await using var transaction = connection.BeginTransaction(deferred: false);
                var result = await work(connection);
                transaction.Commit();
                return result;
            }, cancel);
        }
        finally
        {
            _turn.Release();
        }
    }

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        _turn.Dispose();
        return ValueTask.CompletedTask;
    }
}
