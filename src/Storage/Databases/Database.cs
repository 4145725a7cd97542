using System.Data.Common;

namespace Experiments.Storage.Databases;

/// <summary>
/// The database that this process works with: PostgreSQL, or an SQLite file. Safe for any number of threads.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    private protected Database() { }

    /// <summary>Where it is, in words for a person; never with a password.</summary>
    public abstract string Place { get; }

    /// <summary>Told of each write that failed for want of disk space, which passes only when somebody makes room.</summary>
    public event Action? DiskFull;

    internal abstract SqlDialect Dialect { get; }

    /// <summary>Runs <paramref name="work"/> on a connection, outside any transaction.</summary>
    internal abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel);

    /// <summary>Runs <paramref name="work"/> in a transaction that is committed when it returns.</summary>
    internal async Task<T> WriteAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel)
    {
        try
        {
            return await TransactAsync(work, cancel);
        }
        catch (Exception fault) when (TransientFaults.IsDiskFull(fault))
        {
            DiskFull?.Invoke();
            throw;
        }
    }

    private protected abstract Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
