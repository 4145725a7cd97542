using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Experiments.Storage.Model;

/// <summary>
/// Creates the contexts of one database. Code that only holds one does not load the assemblies of EF Core.
/// </summary>
internal sealed class ContextSource
{
    /// <summary>The table in which EF Core lists the applied migrations.</summary>
    public const string History = "schema_migrations";

    private readonly Func<ExperimentsDb> _create;

    private ContextSource(Func<ExperimentsDb> create) => _create = create;

    public static ContextSource ForPostgres(DbDataSource source)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable(History))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .UseSnakeCaseNamingConvention()
            .Options;
        return new(() => new PostgresDb(options));
    }

    public static ContextSource ForSqlite(string connectionString)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(History))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .UseSnakeCaseNamingConvention()
            .Options;
        return new(() => new SqliteDb(options));
    }

    public ExperimentsDb Create() => _create();

    // For 'dotnet ef', which opens no connection to add a migration.
    internal sealed class PostgresFactory : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args) =>
            (PostgresDb)ForPostgres(NpgsqlDataSource.Create("Host=localhost")).Create();
    }

    internal sealed class SqliteFactory : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) => (SqliteDb)ForSqlite("Data Source=:memory:").Create();
    }
}
