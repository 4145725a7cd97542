using Experiments.Storage.Checkpoints;
using Experiments.Storage.Databases;
using Experiments.Storage.Sizes;
using Experiments.Storage.Tests.Backends;
using Experiments.Storage.Tests.Keeping;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Sizes;

public sealed class SizeQueriesTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Backend.Sqlite, false), InlineData(Backend.Postgres, false), InlineData(Backend.Postgres, true)]
    public async Task Read_TwoSweeps_PartsAddUpToTheDatabaseAndAreWhereTheBytesAre(Backend backend, bool packed)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await FilledSweep.CreateAsync(storage, "small", 2);
        var large = await FilledSweep.CreateAsync(storage, "large", 4, points: 5_000);
        if (packed) await FilledSweep.PackAsync(storage);
        await storage.ExecuteAsync(
            $"update checkpoints set data = @data where trial_id >> 32 = {large.Key}",
            ("data", System.Security.Cryptography.RandomNumberGenerator.GetBytes(100_000)));

        var size = await Sizes(storage).ReadAsync(Cancel);

        size.Sweeps.Select(sweep => sweep.Id).ShouldBe(["large", "small"]);
        size.Sweeps[0].Checkpoints.ShouldBeInRange(380_000, 900_000);
        var points = 4 * 5_000;
        // At least two numbers of eight bytes for each point; with indexes and free room in the pages at most 200.
        size.Sweeps[0].Curves.ShouldBeInRange((packed ? 4 : 16) * points, 200 * points);
        size.Sweeps[0].Curves.ShouldBeGreaterThan(size.Sweeps[1].Curves);
        size.Sweeps.ShouldAllBe(
            sweep => sweep.Trials > 0 && sweep.Decisions > 0 && sweep.Logs > 0 && sweep.Artifacts > 0);
        Math.Abs(size.Total - await BytesAsync(storage)).ShouldBeLessThan(16, "rounding");
        size.Other.ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task Read_LargeCheckpoints_CountsTheirFiles()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        await FilledSweep.CreateAsync(storage, "large", 3);

        (await Sizes(storage).ReadAsync(Cancel)).Sweeps[0].Files.ShouldBe(3 * 3);
    }

    [Fact]
    public async Task Compact_SqliteFileAfterADeletion_ReturnsTheSpaceAndLosesNothing()
    {
        await using var storage = await DatabaseHarness.OpenSqliteAsync();
        var sweep = await FilledSweep.CreateAsync(storage, "large", 4, points: 20_000);
        await FilledSweep.CreateAsync(storage, "stays", 2);
        var rows = await Rows.AllAsync(storage, "metrics");
        await storage.Services.GetRequiredService<Storage.Keeping.SweepRemoval>().RemoveAsync(sweep.Key, Cancel);
        var before = await Sizes(storage).ReadAsync(Cancel);
        before.Free.ShouldBeGreaterThan(1_000_000);

        (await new FileCompaction(storage.Database).RunAsync(Cancel)).ShouldBeTrue();

        var after = await Sizes(storage).ReadAsync(Cancel);
        after.Free.ShouldBe(0);
        after.Total.ShouldBeLessThan(before.Total - 1_000_000);
        new FileInfo(((SqliteDatabase)storage.Database).File).Length.ShouldBe(after.Total);
        (await Rows.AllAsync(storage, "metrics")).Count.ShouldBe(rows.Count - (4 * 20_001));
        (await Rows.OfSweepAsync(storage, sweep.Key + 1))["metrics"].ShouldBe(2 * 11);
    }

    [Fact]
    public async Task Compact_Postgres_DoesNothing()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        (await new FileCompaction(storage.Database).RunAsync(Cancel)).ShouldBeFalse();
    }

    private static async Task<long> BytesAsync(DatabaseHarness storage) =>
        (await storage.QueryAsync(
            storage.Database is PostgresDatabase
                ? "select pg_database_size(current_database())"
                : "select page_count * page_size from pragma_page_count(), pragma_page_size()",
            row => row.GetInt64(0))).Single();

    private static SizeQueries Sizes(DatabaseHarness storage) =>
        new(storage.Database, storage.Services.GetRequiredService<CheckpointOptions>());
}
