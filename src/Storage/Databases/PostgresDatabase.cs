using System.Data.Common;
using Experiments.Storage.Model;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : Database
{
    // The settings of a transaction on a session that a pooler lends; sessions of our own have them from their start.
    private const string BorrowedSession = "set local jit = off; set local idle_in_transaction_session_timeout = '5s'";

    private readonly Lazy<ContextSource> _contexts;
    private readonly bool _borrows;

    public PostgresDatabase(NpgsqlConnectionStringBuilder address)
    {
        var builder = new NpgsqlDataSourceBuilder(address.ConnectionString);
        // Every server has the types that are stored, so a program need not read the list of a server's types to start.
        builder.ConfigureTypeLoading(loading => loading.EnableTypeLoading(false));
        Source = builder.Build();
        _contexts = new(() => ContextSource.ForPostgres(Source));
        Place = $"PostgreSQL database '{address.Database}' on {HostsOf(address)}";
        _borrows = address.NoResetOnClose;
    }

    public NpgsqlDataSource Source { get; }

    public override string Place { get; }

    internal override SqlDialect Dialect => SqlDialect.Postgres;

    internal override ExperimentsDb CreateContext() => _contexts.Value.Create();

    internal override async Task<T> QueryAsync<T>(
        Func<ExperimentsDb, Task<T>> query, CancellationToken cancel)
    {
        await using var context = CreateContext();
        return await query(context);
    }

    internal override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = SqlCommands.IsBlocking
            ? await Task.Run(Source.OpenConnection, cancel).WaitAsync(cancel)
            : await Source.OpenConnectionAsync(cancel);
        return await work(connection);
    }

    private protected override async Task<T> TransactAsync<T>(
        Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await Source.OpenConnectionAsync(cancel);
        await using var transaction = await BeginAsync(connection, cancel);
        var result = await work(connection);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>Begins a transaction, whose locks do not outlast a client that falls silent.</summary>
    public async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var transaction = await connection.BeginTransactionAsync(cancel);
        if (_borrows) await connection.ExecuteAsync(BorrowedSession, [], cancel);
        return transaction;
    }

    // Several hosts can have a port each.
    private static string HostsOf(NpgsqlConnectionStringBuilder address) => string.Join(
        ", ", address.Host!.Split(',').Select(host => host.Contains(':') ? host : $"{host}:{address.Port}"));

    public override void Dispose() => Source.Dispose();

    public override ValueTask DisposeAsync() => Source.DisposeAsync();
}
