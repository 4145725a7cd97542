using Experiments.Changes.Access;
using Experiments.Changes.Clusters;
using Experiments.Changes.Labels;
using Experiments.Changes.Nodes;
using Experiments.Changes.Sweeps;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Certificates;
using Experiments.Storage.Access;
using Experiments.Storage.Artifacts;
using Experiments.Storage.Backups;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Clusters;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
using Experiments.Storage.Keeping;
using Experiments.Storage.Logs;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Storage.Sizes;
using Microsoft.Data.Sqlite;

namespace Experiments.Client.Connecting;

/// <summary>The database that the environment names.</summary>
internal sealed class SweepDatabase : IAsyncDisposable
{
    private readonly Database _database;
    private readonly CheckpointOptions _checkpoints;
    private readonly string? _file;
    private readonly Func<string, string?> _environment;

    private SweepDatabase(DatabaseOptions options, Database database, Shell shell)
    {
        var checkpoints = CheckpointOptions.FromEnvironment(options, alone: true, shell.Environment);
        (_database, _checkpoints, _file) = (database, checkpoints, FileOf(options));
        _environment = shell.Environment;
        Checkpoints = new CheckpointQueries(database, checkpoints);
        Sweeps = new SweepQueries(database);
        Silos = new SiloQueries(database);
        Logs = new LogQueries(database);
        Artifacts = new ArtifactQueries(database, checkpoints);
    }

    /// <summary>The sweeps and their trials.</summary>
    public SweepQueries Sweeps { get; }

    /// <summary>What sweeps have used of their budgets.</summary>
    public BudgetQueries Budgets => new(_database, _checkpoints);

    /// <summary>The checkpoints of trials.</summary>
    public CheckpointQueries Checkpoints { get; }

    /// <summary>The trials whose checkpoints are kept whatever their sweep says.</summary>
    public TrialPinning Pinning => new(new TrialPins(_database, _checkpoints), Recorder);

    /// <summary>The live silos.</summary>
    public SiloQueries Silos { get; }

    /// <summary>The output of programs.</summary>
    public LogQueries Logs { get; }

    /// <summary>The files that programs left.</summary>
    public ArtifactQueries Artifacts { get; }

    /// <summary>The deletion of sweeps.</summary>
    public SweepDeletion Deletion => new(Removal, Recorder);

    /// <summary>The deletion of what belongs to sweeps.</summary>
    public SweepRemoval Removal => new(_database, _checkpoints);

    /// <summary>The nodes that take no more attempts.</summary>
    public NodeDraining Draining => new(Silos, new ClusterRegistry(_database), Recorder);

    /// <summary>The deletion of what old sweeps need not keep.</summary>
    public Pruning Pruning => new(_database, _checkpoints);

    /// <summary>What takes space.</summary>
    public SizeQueries Sizes => new(_database, _checkpoints);

    /// <summary>The return of free space.</summary>
    public FileCompaction Compaction => new(_database);

    /// <summary>The bytes of the file of an SQLite database, and 0 for PostgreSQL.</summary>
    public long FileSize => _file is null ? 0 : new FileInfo(_file).Length;

    /// <summary>What people write about sweeps.</summary>
    public LabelChanges Labels(TimeProvider time) => new(new SweepLabels(_database), Recorder, time);

    /// <summary>Calls of sweeps in the clusters that run them.</summary>
    public SweepCaller Caller(TimeProvider time) => new(Silos, Clusters(time), Recorder, time);

    /// <summary>Submissions of sweeps.</summary>
    public Submission Submission(TimeProvider time) => new(Sweeps, Silos, Clusters(time), Recorder);

    /// <summary>Makes and records the changes of this user.</summary>
    public ChangeRecorder Recorder => new(Audit, Author.OfThisProcess);

    /// <summary>Who requested which change.</summary>
    public AuditLog Audit => new(_database);

    /// <summary>Who submitted which sweep.</summary>
    public SweepOwners Owners => new(_database);

    /// <summary>The roles of the database.</summary>
    public DatabaseRoles Roles => new(_database);

    /// <summary>The tokens of people for the HTTP API.</summary>
    public AccessTokens Tokens => new(_database);

    /// <summary>The secret of the database's clusters.</summary>
    public ClusterSecrets Secrets => new(_database);

    /// <summary>Backups of the database.</summary>
    public DatabaseBackup Backup(TimeProvider time) => new(_database, _checkpoints, time);

    /// <summary>Opens the database without looking at its tables, or at whether it exists.</summary>
    /// <exception cref="UserErrorException">The address of the database is invalid.</exception>
    public static SweepDatabase OpenUnchecked(Shell shell)
    {
        var options = DatabaseOptions.FromEnvironment(shell.Environment);
        return new SweepDatabase(options, options.Open(), shell);
    }

    /// <summary>Opens the database. Returns null if it is a file that does not exist yet.</summary>
    /// <param name="shell">The shell whose environment names the database.</param>
    /// <param name="cancel">Cancels the attempt.</param>
    /// <param name="migrate">
    /// Whether missing tables are created, and tables of an earlier version updated, first.
    /// </param>
    /// <exception cref="UserErrorException">The database cannot be used.</exception>
    public static async Task<SweepDatabase?> TryOpenAsync(Shell shell, CancellationToken cancel, bool migrate = false)
    {
        var options = DatabaseOptions.FromEnvironment(shell.Environment);
        if (FileOf(options) is { } file && !File.Exists(file)) return null;
        var database = options.Open();
        await new StorageSchema(database).EnsureAsync(migrate, cancel);
        return new SweepDatabase(options, database, shell);
    }

    /// <summary>Opens the database, usually to look at a sweep.</summary>
    /// <exception cref="UserErrorException">The database cannot be used, or does not exist yet.</exception>
    public static async Task<SweepDatabase> OpenAsync(Shell shell, CancellationToken cancel)
    {
        Preparation.Begin();
        return await TryOpenAsync(shell, cancel) ?? throw new UserErrorException(
            $"there are no sweeps yet, and no database "
            + $"('{FileOf(DatabaseOptions.FromEnvironment(shell.Environment))}'); start with 'experiments run FILE'");
    }

    /// <summary>Finds the sweep that the user names by its id, the start of its id, or its name.</summary>
    /// <exception cref="UserErrorException">No sweep matches, or several do.</exception>
    public Task<SweepDetail> FindAsync(string reference, CancellationToken cancel) =>
        Sweeps.FindNamedAsync(reference, cancel);

    /// <summary>
    /// Records that all silos of a cluster have ended, so that its sweeps can be taken over without waiting for the
    /// silos' heartbeats to expire.
    /// </summary>
    public Task LeaveAsync(string cluster, CancellationToken cancel) =>
        new ClusterRegistry(_database).LeaveAllAsync(cluster, cancel);

    private ClusterAccess Clusters(TimeProvider time) =>
        new(Secrets, time, () => ClusterCertificates.FromEnvironment(_environment, time));

    private static string? FileOf(DatabaseOptions options) =>
        options.IsPostgres ? null : new SqliteConnectionStringBuilder(options.Address).DataSource;

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
