using System.Data.Common;
using Npgsql;

namespace Experiments.Storage.Databases;

/// <summary>A PostgreSQL database.</summary>
internal sealed class PostgresDatabase : Database
{
    public PostgresDatabase(NpgsqlConnectionStringBuilder address)
    {
        Source = new NpgsqlDataSourceBuilder(address.ConnectionString).Build();
        Place = $"PostgreSQL database '{address.Database}' on {address.Host}:{address.Port}";
    }

    public NpgsqlDataSource Source { get; }

    public override string Place { get; }

    internal override SqlDialect Dialect => SqlDialect.Postgres;

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

    public override ValueTask DisposeAsync() => Source.DisposeAsync();
}
