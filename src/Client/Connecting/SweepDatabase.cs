using Experiments.Client.Shells;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Proofs;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Logs;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Microsoft.Data.Sqlite;

namespace Experiments.Client.Connecting;

/// <summary>The database that the environment names.</summary>
internal sealed class SweepDatabase : IAsyncDisposable
{
    private readonly Database _database;

    private SweepDatabase(Database database, CheckpointOptions checkpoints)
    {
        _database = database;
        Checkpoints = new CheckpointQueries(database, checkpoints);
        Sweeps = new SweepQueries(database);
        Silos = new SiloQueries(database);
        Logs = new LogQueries(database);
    }

    /// <summary>Sweeps and their trials.</summary>
    public SweepQueries Sweeps { get; }

    /// <summary>Checkpoints of trials.</summary>
    public CheckpointQueries Checkpoints { get; }

    /// <summary>Silos that live.</summary>
    public SiloQueries Silos { get; }

    /// <summary>What programs printed.</summary>
    public LogQueries Logs { get; }

    /// <summary>Opens it; null where it is a file that does not exist yet.</summary>
    /// <param name="shell">Whose environment names it.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="migrate">Whether tables of an earlier version, or missing ones, are brought up to date first.</param>
    /// <exception cref="UserErrorException">It cannot be used.</exception>
    public static async Task<SweepDatabase?> TryOpenAsync(Shell shell, CancellationToken cancel, bool migrate = false)
    {
        var options = DatabaseOptions.FromEnvironment(shell.Environment);
        if (FileOf(options) is { } file && !File.Exists(file)) return null;
        var database = options.Open();
        await new StorageSchema(database).EnsureAsync(migrate, cancel);
        return new SweepDatabase(database, CheckpointOptions.FromEnvironment(options, alone: true, shell.Environment));
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="UserErrorException">It cannot be used, or nobody has made it yet.</exception>
    public static async Task<SweepDatabase> OpenAsync(Shell shell, CancellationToken cancel) =>
        await TryOpenAsync(shell, cancel) ?? throw new UserErrorException(
            $"there are no sweeps yet, not even a database "
            + $"('{FileOf(DatabaseOptions.FromEnvironment(shell.Environment))}'); begin with 'experiments run FILE'");

    /// <summary>The sweep that a person means: an id, the beginning of one, or a name.</summary>
    /// <exception cref="UserErrorException">There is none, or several.</exception>
    public async Task<SweepDetail> FindAsync(string reference, CancellationToken cancel)
    {
        var id = await Sweeps.ResolveAsync(reference, cancel);
        return await Sweeps.FindAsync(id, cancel)
            ?? throw new UserErrorException(
                $"sweep '{reference}' was deleted just now; see 'experiments ls' for what there is");
    }

    /// <summary>What proves to the database's clusters that this program belongs to them.</summary>
    /// <exception cref="UserErrorException">It cannot be read.</exception>
    public Task<ClusterSecret> ReadSecretAsync(CancellationToken cancel) => new ClusterSecrets(_database).ReadAsync(cancel);

    /// <summary>Says of a cluster, all of whose silos have ended, that they have: what it ran need not wait for a lost sign of life.</summary>
    public Task LeaveAsync(string cluster, CancellationToken cancel) => new ClusterRegistry(_database).LeaveAllAsync(cluster, cancel);

    private static string? FileOf(DatabaseOptions options) =>
        options.IsPostgres ? null : new SqliteConnectionStringBuilder(options.Address).DataSource;

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
