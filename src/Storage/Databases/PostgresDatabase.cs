using System.Data.Common;
using Experiments.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly Lazy<DbContextOptions<PostgresDb>> _options;

    public PostgresDatabase(NpgsqlConnectionStringBuilder address)
    {
        Source = new NpgsqlDataSourceBuilder(address.ConnectionString).Build();
        _options = new(() => ContextOptions.ForPostgres(Source));
        Place = $"PostgreSQL database '{address.Database}' on {address.Host}:{address.Port}";
    }

    public NpgsqlDataSource Source { get; }

    public override string Place { get; }

    internal override SqlDialect Dialect => SqlDialect.Postgres;

    internal override ExperimentsDb CreateContext() => new PostgresDb(_options.Value);

    internal override async Task<T> QueryAsync<T>(
        Func<ExperimentsDb, Task<T>> query, CancellationToken cancel)
    {
        await using var context = CreateContext();
        return await query(context);
    }

    internal override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await Source.OpenConnectionAsync(cancel);
        return await work(connection);
    }

    private protected override async Task<T> TransactAsync<T>(
        Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        await using var connection = await Source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var result = await work(connection);
        await transaction.CommitAsync(cancel);
        return result;
    }

    public override void Dispose() => Source.Dispose();

    public override ValueTask DisposeAsync() => Source.DisposeAsync();
}
