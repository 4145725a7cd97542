using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Experiments.Storage.Model;

/// <summary>The options of the contexts.</summary>
internal static class ContextOptions
{
    /// <summary>The table in which EF Core lists the applied migrations.</summary>
    public const string History = "schema_migrations";

    public static DbContextOptions<PostgresDb> ForPostgres(DbDataSource source) =>
        new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable(History))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .UseSnakeCaseNamingConvention()
            .Options;

    public static DbContextOptions<SqliteDb> ForSqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite(connectionString, sqlite => sqlite.MigrationsHistoryTable(History))
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .UseSnakeCaseNamingConvention()
            .Options;

    // For 'dotnet ef', which opens no connection to add a migration.
    internal sealed class PostgresFactory : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args) =>
            new(ForPostgres(NpgsqlDataSource.Create("Host=localhost")));
    }

    internal sealed class SqliteFactory : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) => new(ForSqlite("Data Source=:memory:"));
    }
}
