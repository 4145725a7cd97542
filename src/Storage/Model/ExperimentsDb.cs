using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>
/// The tables and views of a database, for queries with LINQ. The two derived types add what differs between PostgreSQL
/// and SQLite. Programs of users open it with <c>ExperimentsDb.OpenAsync</c> of <c>Experiments.Storage.Reading</c>.
/// </summary>
public abstract class ExperimentsDb : DbContext
{
    private protected ExperimentsDb(DbContextOptions options) : base(options)
    {
    }

    /// <summary>The sweeps.</summary>
    public DbSet<Sweep> Sweeps => Set<Sweep>();

    /// <summary>The sweeps with their progress: trials by status, the best trial, and how long they have run.</summary>
    public DbSet<SweepSummary> SweepSummaries => Set<SweepSummary>();

    /// <summary>The tags of the sweeps.</summary>
    public DbSet<SweepTag> SweepTags => Set<SweepTag>();

    /// <summary>The files that programs left, without their content.</summary>
    public DbSet<Artifact> Artifacts => Set<Artifact>();

    /// <summary>The trials of all sweeps.</summary>
    public DbSet<Trial> Trials => Set<Trial>();

    /// <summary>The current status and training time of each trial.</summary>
    public DbSet<TrialState> TrialStates => Set<TrialState>();

    /// <summary>The best trial of each sweep that has a completed trial with a finite objective.</summary>
    public DbSet<BestTrial> BestTrials => Set<BestTrial>();

    /// <summary>Every point of every curve. Filter by sweep and trial.</summary>
    public DbSet<CurveRow> Curves => Set<CurveRow>();

    /// <summary>
    /// The parameters of all trials, one row for each, to filter and sort trials by a parameter. Filter by sweep.
    /// </summary>
    public IQueryable<ParameterRow> Parameters => Database.SqlQueryRaw<ParameterRow>(ParametersSql);

    /// <summary>What is disposed with this context, or null if it only borrows its connections.</summary>
    internal IDisposable? Source { get; set; }

    internal DbSet<MetricName> MetricNames => Set<MetricName>();

    internal DbSet<MetricRow> Metrics => Set<MetricRow>();

    internal DbSet<StoredCheckpoint> Checkpoints => Set<StoredCheckpoint>();

    internal DbSet<Silo> Silos => Set<Silo>();

    internal DbSet<TrialLogRow> TrialLogs => Set<TrialLogRow>();

    internal DbSet<AccessToken> AccessTokens => Set<AccessToken>();

    internal DbSet<SweepOwner> SweepOwners => Set<SweepOwner>();

    internal DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    /// <summary>
    /// The value of a parameter, in a form that sorts and compares: numbers as numbers. Null if the trial does not have
    /// the parameter. Only for use in queries.
    /// </summary>
    /// <param name="parameters"><see cref="Trial.ParameterValues"/> in PostgreSQL, <see cref="Trial.Assignment"/> in
    /// SQLite.</param>
    /// <param name="path">The result of <see cref="ParameterPath"/>.</param>
    internal static string? ParameterValue(string parameters, string path) => throw OnlyInQueries();

    /// <summary>Returns what <see cref="ParameterValue"/> takes for the name of a parameter.</summary>
    internal abstract string ParameterPath(string parameter);

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var model = new SchemaModel(modelBuilder, Types);
        model.AddTables();
        model.AddViews();
        model.AddFunctions();
    }

    private protected abstract ColumnTypes Types { get; }

    /// <summary>The query for <see cref="Parameters"/>, as a format string.</summary>
    private protected abstract string ParametersSql { get; }

    /// <inheritdoc/>
    public sealed override void Dispose()
    {
        base.Dispose();
        Source?.Dispose();
    }

    /// <inheritdoc/>
    public sealed override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Source?.Dispose();
    }

    private protected static NotSupportedException OnlyInQueries() =>
        new("This method can only be used in a query of EF Core.");
}
