using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Model;

/// <summary>
/// The tables and views of a database, for queries with LINQ. The two derived types add what differs between PostgreSQL
/// and SQLite.
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

    /// <summary>The trials of all sweeps.</summary>
    public DbSet<Trial> Trials => Set<Trial>();

    /// <summary>The current status and training time of each trial.</summary>
    public DbSet<TrialState> TrialStates => Set<TrialState>();

    /// <summary>The best trial of each sweep that has a completed trial with a finite objective.</summary>
    public DbSet<BestTrial> BestTrials => Set<BestTrial>();

    /// <summary>Every point of every curve. Filter by sweep and trial.</summary>
    public DbSet<CurveRow> Curves => Set<CurveRow>();

    internal DbSet<MetricName> MetricNames => Set<MetricName>();

    internal DbSet<MetricRow> Metrics => Set<MetricRow>();

    internal DbSet<StoredCheckpoint> Checkpoints => Set<StoredCheckpoint>();

    internal DbSet<Silo> Silos => Set<Silo>();

    internal DbSet<TrialLogRow> TrialLogs => Set<TrialLogRow>();

    /// <summary>
    /// The value of a parameter in <see cref="Trial.Assignment"/>, in a form that sorts and compares: numbers as
    /// numbers. Null if the trial does not have the parameter. Only for use in queries.
    /// </summary>
    /// <param name="assignment">The parameters.</param>
    /// <param name="path">The result of <see cref="ParameterPath"/>.</param>
    internal static string? ParameterValue(string assignment, string path) => throw OnlyInQueries();

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

    private protected static NotSupportedException OnlyInQueries() =>
        new("This method can only be used in a query of EF Core.");
}
