using System.Data.Common;
using Experiments.Storage.Configuration;
using Experiments.Storage.Databases;
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
        (await storage.QueryAsync(
            "select migration_id from schema_migrations order by migration_id", row => row.GetString(0)))
            .ShouldBe(SchemaVersions.All);
    }

    [Fact]
    public async Task Ensure_ManyProcessesAtOnceOnPostgres_EachChangeHappensOnce()
    {
        // Several times, since what one process sees depends on when another one commits.
        for (var round = 0; round < 8; round++)
            await ShouldMigrateOnceAsync(await (await postgres.GetAsync()).CreateDatabaseAsync());
    }

    [Fact]
    public async Task Ensure_ManyProcessesAtOnceOnSqlite_EachChangeHappensOnce()
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        await ShouldMigrateOnceAsync($"Data Source={folder}/new.db");
        Directory.Delete(folder, recursive: true);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Ensure_SchemaOfANewerProgram_IsRefused(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.ExecuteAsync("insert into schema_migrations values ('29990101000000_Future', '10.0.0')");
        var fault = await Should.ThrowAsync<UserErrorException>(
            () => new StorageSchema(storage.Database).EnsureAsync(migrate: true));
        fault.Message.ShouldContain("schema 29990101000000_Future");
        fault.Message.ShouldContain("use a newer version of experiments");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Ensure_ProgramFromBeforeMigrationsOfEfCore_IsToldThatItIsTooOld(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        // The query that such a program sends.
        var version = await storage.QueryAsync(
            "select coalesce(max(version), 0) from schema_versions", row => row.GetInt32(0));
        version[0].ShouldBeGreaterThan(LegacyMigration.All(storage.Database.Dialect)[^1].Version);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Ensure_MigrationFails_AppliesNothing(Backend backend)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        var address = backend == Backend.Sqlite
            ? $"Data Source={folder}/old.db"
            : await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using (var database = new DatabaseOptions(address).Open())
        {
            // The last of the tables that the baseline creates is in its way.
            await ExecuteAsync(database, "create table trial_logs (x integer)");
            await Should.ThrowAsync<Exception>(() => new StorageSchema(database).EnsureAsync(migrate: true));
            await ExecuteAsync(database, "drop table trial_logs");
            (await new StorageSchema(database).EnsureAsync(migrate: true)).ShouldBe(SchemaVersions.All);
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Databases of released versions, with data.</summary>
    [Theory]
    [InlineData(Backend.Sqlite, 2)]
    [InlineData(Backend.Postgres, 3)]
    public async Task Ensure_TablesBeforeEarlyTermination_KeepTheirRowsAndTakeItsStatuses(Backend backend, int version)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        var address = backend == Backend.Sqlite
            ? $"Data Source={folder}/old.db"
            : await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using (var database = new DatabaseOptions(address).Open())
        {
            await LegacyDatabase.CreateAsync(database, version);
            await ExecuteAsync(
                database,
                """
                insert into sweeps (id, name, spec, workload, method, metric, goal, cluster, status, search_version)
                values ('old', 'old', '{}', 'mlp', 'random', 'loss', 'minimize', 'c', 'running', 1)
                """);
            await ExecuteAsync(
                database,
                "insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment) values "
                + "(4294967296, 1, 0, 'running', 1, 0, 'n', '{}')");
            await ExecuteAsync(
                database,
                "insert into checkpoints (trial_id, step, attempt, sha256, data) values (4294967296, 3, 1, "
                + $"{Bytes()}, {Bytes()})");

            (await new StorageSchema(database).EnsureAsync(migrate: true)).ShouldContain("0004_early_termination");
            foreach (var status in new[] { "paused", "pruned", "running" })
                await ExecuteAsync(database, $"update trials set status = '{status}'");
            await Should.ThrowAsync<DbException>(() => ExecuteAsync(database, "update trials set status = 'asleep'"));
            await Should.ThrowAsync<DbException>(() => ExecuteAsync(database, "delete from trials"));
            (await ReadAsync(database, "select waiting from sweep_progress")).ShouldBe([1], "its node is dead");
            (await ReadAsync(database, "select step from checkpoints")).ShouldBe([3]);
        }

        Directory.Delete(folder, recursive: true);

        string Bytes() => backend == Backend.Sqlite ? "x'01'" : "'\\x01'";
    }

    /// <summary>The log contains the start of each attempt and the decision that followed.</summary>
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Ensure_TrialsOfBeforeTrainingTimeWasKept_HaveItFromTheirLog(Backend backend)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        var address = backend == Backend.Sqlite
            ? $"Data Source={folder}/old.db"
            : await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using (var database = new DatabaseOptions(address).Open())
        {
            await LegacyDatabase.CreateAsync(database, 6);
            await ExecuteAsync(
                database,
                """
                insert into sweeps (id, name, spec, workload, method, metric, goal, cluster, status, search_version)
                values ('old', 'old', '{}', 'mlp', 'random', 'loss', 'minimize', 'c', 'running', 1)
                """);
            foreach (var (number, status) in new[] { (0, "completed"), (1, "running"), (2, "completed") })
            {
                await ExecuteAsync(
                    database,
                    $$"""
                    insert into trials (id, sweep_key, number, status, attempt, restarts, node, assignment, started_at, finished_at)
                    values ({{4294967296 + number}}, 1, {{number}}, '{{status}}', 2, 0, 'n', '{}', '2026-01-01 00:00:00+00:00', '2026-01-01 05:00:00+00:00')
                    """);
            }

            var seq = 0;
            foreach (var (minute, actions) in new[]
            {
                (0,
                    """[{"kind":"begin_attempt","trial":0,"attempt":1},{"kind":"begin_attempt","trial":1,"attempt":1}]"""),
                (10, """[{"kind":"reach_rung","trial":0},{"kind":"pause_trial","trial":0,"attempt":1}]"""),
                (15, """[{"kind":"requeue","trial":1,"attempt":1},{"kind":"begin_attempt","trial":1,"attempt":2}]"""),
                (40, """[{"kind":"begin_attempt","trial":0,"attempt":2}]"""),
                (45, """[{"kind":"end_trial","trial":0,"attempt":2,"status":"completed"}]"""),
            })
            {
                await ExecuteAsync(
                    database,
                    "insert into sweep_events (sweep_key, seq, at, kind, version, event, actions) values (1, "
                    + $"{++seq}, '2026-01-01 00:{minute:00}:00+00:00', 'x', 1, '{{}}', '{actions}')");
            }

            await new StorageSchema(database).EnsureAsync(migrate: true);

            (await ReadAsync(
                database,
                "select cast(round(trained_seconds) as bigint) from trials order by number")).ShouldBe(
                    [15 * 60, 15 * 60, 5 * 60 * 60]);
            (await ReadAsync(
                database,
                "select count(*) from trials where number = 1 and attempt_started_at = '2026-01-01 "
                + "00:15:00+00:00'")).ShouldBe([1]);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static Task ExecuteAsync(Database database, string sql) =>
        database.WriteAsync(connection => connection.ExecuteAsync(sql, [], default), default);

    private static Task<IReadOnlyList<long>> ReadAsync(Database database, string sql) =>
        database.ReadAsync(connection => connection.QueryAsync(sql, [], row => row.GetInt64(0), default), default);

    [Fact]
    public async Task Ensure_PostgresWithoutTablesAndNotToMigrate_SaysWhatToRun()
    {
        await using var database = new DatabaseOptions(await (await postgres.GetAsync()).CreateDatabaseAsync()).Open();
        var fault = await Should.ThrowAsync<UserErrorException>(
            () => new StorageSchema(database).EnsureAsync(migrate: false));
        fault.Message.ShouldContain("run 'experiments db migrate'");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Check_SchemaOfThisProgram_Passes(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await new StorageSchema(storage.Database).CheckAsync(TestContext.Current.CancellationToken);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Check_OlderSchema_FailsAndMigratesNothing(Backend backend)
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        var address = backend == Backend.Sqlite
            ? $"Data Source={folder}/old.db"
            : await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using (var database = new DatabaseOptions(address).Open())
        {
            await LegacyDatabase.CreateAsync(database, 3);
            var fault = await Should.ThrowAsync<UserErrorException>(() => new StorageSchema(database).CheckAsync());
            fault.Message.ShouldContain("has schema 3 and this program needs");
            (await ReadAsync(database, "select max(version) from schema_versions")).ShouldBe([3]);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Check_SqliteFileIsMissing_FailsAndMakesNone()
    {
        var folder = Directory.CreateTempSubdirectory("experiments-schema-").FullName;
        await using (var database = new DatabaseOptions($"Data Source={folder}/none.db").Open())
        {
            var fault = await Should.ThrowAsync<UserErrorException>(() => new StorageSchema(database).CheckAsync());
            fault.Message.ShouldContain("does not exist");
        }

        Directory.EnumerateFileSystemEntries(folder).ShouldBeEmpty();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task ShouldMigrateOnceAsync(string address)
    {
        var databases = Enumerable.Range(0, 6).Select(_ => new DatabaseOptions(address).Open()).ToList();
        var made = await Task.WhenAll(
            databases.Select(database => Task.Run(() => new StorageSchema(database).EnsureAsync(migrate: true))));
        made.SelectMany(names => names).Order().ShouldBe(SchemaVersions.All);
        foreach (var database in databases) await database.DisposeAsync();
    }
}
