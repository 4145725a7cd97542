using Experiments.Contracts.Faults;
using Experiments.Storage.Configuration;
using Experiments.Storage.Schema;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Schema;

public sealed class StorageSchemaTests(SharedPostgres postgres)
{
    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Ensure_Twice_ChangesNothingTheSecondTime(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var schema = new StorageSchema(storage.Database);
        (await schema.EnsureAsync(migrate: true, TestContext.Current.CancellationToken)).ShouldBeEmpty();
        var applied = await storage.QueryAsync("select version, name from schema_versions order by version", row => row.GetInt32(0));
        applied.ShouldBe(Enumerable.Range(1, schema.Version));
    }

    [Fact]
    public async Task Ensure_ManyProcessesAtOnceOnPostgres_EachChangeHappensOnce()
    {
        var address = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await ShouldMigrateOnceAsync(address, "0001_tables", "0002_views", "0003_membership", "0004_versions");
    }

    [Fact]
    public async Task Ensure_ManyProcessesAtOnceOnSqlite_EachChangeHappensOnce()
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        await ShouldMigrateOnceAsync($"Data Source={folder}/new.db", "0001_tables", "0002_views", "0003_versions");
        Directory.Delete(folder, recursive: true);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Ensure_SchemaOfANewerProgram_IsRefused(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.ExecuteAsync($"insert into schema_versions values (999, 'future', {storage.Database.Dialect.Now})");
        var fault = await Should.ThrowAsync<UserErrorException>(() => new StorageSchema(storage.Database).EnsureAsync(migrate: true));
        fault.Message.ShouldContain("schema 999");
        fault.Message.ShouldContain("use a newer version of experiments");
    }

    [Fact]
    public async Task Ensure_PostgresWithoutTablesAndNotToMigrate_SaysWhatToRun()
    {
        await using var database = new DatabaseOptions(await (await postgres.GetAsync()).CreateDatabaseAsync()).Open();
        var fault = await Should.ThrowAsync<UserErrorException>(() => new StorageSchema(database).EnsureAsync(migrate: false));
        fault.Message.ShouldContain("run 'experiments db migrate'");
    }

    private static async Task ShouldMigrateOnceAsync(string address, params string[] changes)
    {
        var databases = Enumerable.Range(0, 6).Select(_ => new DatabaseOptions(address).Open()).ToList();
        var made = await Task.WhenAll(databases.Select(database => Task.Run(() => new StorageSchema(database).EnsureAsync(migrate: true))));
        made.SelectMany(names => names).Order().ShouldBe(changes);
        foreach (var database in databases) await database.DisposeAsync();
    }
}
