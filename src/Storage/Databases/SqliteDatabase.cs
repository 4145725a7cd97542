using System.Data.Common;
using Experiments.Storage.Model;
using Microsoft.Data.Sqlite;

namespace Experiments.Storage.Databases;

/// <summary>
/// An SQLite database. Its calls block, so they run on the thread pool and not on the caller's thread. It has one
/// writer at a time, so the writers of this process wait for a semaphore instead of polling for the file's lock.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _connectionString;
    private readonly Lazy<ContextSource> _contexts;
    private volatile bool _isPrepared;

    public SqliteDatabase(SqliteConnectionStringBuilder address)
    {
        File = address.DataSource;
        Place = $"SQLite database '{File}'";
        _connectionString = new SqliteConnectionStringBuilder(address.ConnectionString)
        {
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ConnectionString;
        _contexts = new(() => ContextSource.ForSqlite(_connectionString));
    }

    public string File { get; }

    public override string Place { get; }

    internal override SqlDialect Dialect => SqlDialect.Sqlite;

    /// <summary>
    /// Creates the file if it does not exist, restricts it to its owner, and sets the journal mode, which the file
    /// keeps.
    /// </summary>
    internal void Prepare()
    {
        SqliteFile.Make(File);
        SqliteFile.Tighten(File);
        using var connection = Open();
        connection.Execute("pragma busy_timeout = 30000");
        connection.Execute("pragma journal_mode = wal");
        _isPrepared = true;
    }

    private void RequireFile()
    {
        if (!_isPrepared || System.IO.File.Exists(File)) return;
        SayFileRemoved();
        throw new FileNotFoundException($"'{File}' was removed", File);
    }

    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        return connection;
    }

    internal override ExperimentsDb CreateContext() => _contexts.Value.Create();

    internal override Task<T> QueryAsync<T>(Func<ExperimentsDb, Task<T>> query, CancellationToken cancel) =>
        Task.Run(async () =>
        {
            await using var context = CreateContext();
            return await query(context);
        }, cancel);

    internal override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel) =>
        Task.Run(async () =>
        {
            await using var connection = Open();
            return await work(connection);
        }, cancel);

    private protected override async Task<T> TransactAsync<T>(
        Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await Task.Run(async () =>
            {
                await using var connection = Open();
                // An open connection would go on writing to a file that has no name any more.
                RequireFile();
                // SQLite's own handler waits for the writers of other processes and polls every few milliseconds.
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

    public override void Dispose()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
        _turn.Dispose();
    }

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
