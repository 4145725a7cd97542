using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Experiments.Storage.Tests.Schema;

public sealed class MigrationTests(SharedPostgres postgres)
{
    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Model_HasNoChangeWithoutAMigration(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await using var context = storage.Database.CreateContext();
        context.Database.HasPendingModelChanges().ShouldBeFalse(
            "add a migration: src/Storage/Migrations/add NAME (see CONTRIBUTING.md)");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Versions_AreTheMigrations(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await using var context = storage.Database.CreateContext();
        context.Database.GetMigrations().ShouldBe(SchemaVersions.All);
        (await context.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Scripts_AreThoseOfTheMigrations(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await using var context = storage.Database.CreateContext();
        var migrator = context.GetService<IMigrator>();
        var from = Migration.InitialDatabase;
        foreach (var id in SchemaVersions.All)
        {
            MigrationScript.Read(storage.Database.Dialect, id).Text.Trim().ShouldBe(
                migrator.GenerateScript(from, id, MigrationsSqlGenerationOptions.NoTransactions).Trim(),
                "run src/Storage/Migrations/add (see CONTRIBUTING.md)");
            from = id;
        }
    }

    /// <summary>The model that starts quickly is the one that was generated from the current classes.</summary>
    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task CompiledModel_IsTheModel(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await using var context = storage.Database.CreateContext();
        context.Model.ShouldBeAssignableTo<RuntimeModel>("not compiled: run src/Storage/Migrations/add");
        var compiled = Describe(context.Model);
        compiled.Count.ShouldBeGreaterThan(80);
        compiled.ShouldBe(
            Describe(context.GetService<IDesignTimeModel>().Model), "run src/Storage/Migrations/add");
    }

    private static List<string> Describe(IModel model) =>
    [
        .. model.GetEntityTypes().SelectMany(type => type.GetProperties().Select(property => string.Join(
                ' ', type.Name, type.GetTableName() ?? type.GetViewName(), property.Name, property.GetColumnName(),
                property.GetRelationalTypeMapping().StoreType, property.IsNullable,
                property.GetTypeMapping().Converter?.GetType())))
            .Concat(model.GetDbFunctions().Select(function => $"{function.Name} {function.StoreType}"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>
    /// A database from before the migrations of EF Core has the schema that the migrations create.
    /// </summary>
    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Ensure_DatabaseFromBefore_HasTheSchemaOfANewOne(Backend backend)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        var address = backend == Backend.Sqlite
            ? $"Data Source={folder}/old.db"
            : await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using (var old = new DatabaseOptions(address).Open())
        {
            await LegacyDatabase.CreateAsync(old, LegacyMigration.All(old.Dialect).Count);
            (await new StorageSchema(old).EnsureAsync(migrate: true)).ShouldBe(SchemaVersions.All.Skip(1));
            await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
            var expected = await SchemaText.ReadAsync(storage.Database);
            expected.Count.ShouldBeGreaterThan(100);
            var found = await SchemaText.ReadAsync(old);
            found.Except(expected).ShouldBeEmpty();
            expected.Except(found).ShouldBeEmpty();
        }

        Directory.Delete(folder, recursive: true);
    }
}
