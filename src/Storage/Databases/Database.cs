using System.Data.Common;
using Experiments.Storage.Model;

namespace Experiments.Storage.Databases;

/// <summary>
/// The database of this process: PostgreSQL, or an SQLite file. Thread-safe.
/// </summary>
public abstract class Database : IDisposable, IAsyncDisposable
{
    private protected Database() { }

    /// <summary>A human-readable description of where the database is, without a password.</summary>
    public abstract string Place { get; }

    /// <summary>Raised for each write that failed because the disk is full.</summary>
    public event Action? DiskFull;

    /// <summary>
    /// Raised for each write that found that the file of the database was removed since its schema was checked. What
    /// is written to a removed file is lost.
    /// </summary>
    public event Action? FileRemoved;

    internal abstract SqlDialect Dialect { get; }

    /// <summary>Creates a context for queries with LINQ, which opens connections as it needs them.</summary>
    internal abstract ExperimentsDb CreateContext();

    /// <summary>Runs a query on a context of its own.</summary>
    internal abstract Task<T> QueryAsync<T>(Func<ExperimentsDb, Task<T>> query, CancellationToken cancel);

    /// <summary>Runs <paramref name="work"/> on a connection, outside any transaction.</summary>
    internal abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel);

    /// <summary>Runs <paramref name="work"/> in a transaction, which is committed when it returns.</summary>
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

    private protected void SayFileRemoved() => FileRemoved?.Invoke();

    private protected abstract Task<T> TransactAsync<T>(Func<DbConnection, Task<T>> work, CancellationToken cancel);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
