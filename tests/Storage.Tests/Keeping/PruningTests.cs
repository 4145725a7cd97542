using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Keeping;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Keeping;

public sealed class PruningTests(SharedPostgres postgres)
{
    private static readonly RetentionPolicy Old = new(TimeSpan.FromDays(90), RetentionPolicy.Kept.Best);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Backend.Sqlite, false), InlineData(Backend.Postgres, false), InlineData(Backend.Postgres, true)]
    public async Task Prune_KeepBest_OnlyTheBestAndPinnedTrialsKeepTheirContents(Backend backend, bool packed)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "old", 5, points: 300);
        await FilledSweep.CreateAsync(storage, "new", 5);
        if (packed) await FilledSweep.PackAsync(storage);
        await storage.ExecuteAsync($"update trials set pinned = true where sweep_key = {sweep.Key} and number = 3");
        await AgeAsync(storage, "old", 91);
        var pruning = storage.Services.GetRequiredService<Pruning>();
        var newest = await Rows.OfSweepAsync(storage, sweep.Key + 1);
        var best = await storage.ReadMetricsAsync(new(sweep.Key, 1));

        (await pruning.PlanAsync(Old with { OlderThan = TimeSpan.FromDays(92) }, Cancel)).ShouldBeEmpty();
        var plan = await pruning.PlanAsync(Old, Cancel);
        plan.ShouldBe([new PrunedSweep(sweep.Key, "old", "sweep", false)]);
        (await pruning.PruneAsync(plan[0], Cancel)).ShouldBeTrue();

        foreach (var table in (string[])["metrics", "trial_logs", "checkpoints", "artifacts"])
            (await storage.QueryAsync(
                $"select distinct trial_id & 4294967295 from {table} where trial_id >> 32 = {sweep.Key} order by 1",
                row => row.GetInt64(0))).ShouldBe([1, 3], table);
        (await storage.ReadMetricsAsync(new(sweep.Key, 1))).ShouldBe(best);
        (await storage.ReadTrialsAsync(sweep.Key)).Count.ShouldBe(5);
        (await Rows.OfSweepAsync(storage, sweep.Key + 1)).ShouldBe(newest);
        (await storage.Queries.FindAsync("old", Cancel))!.Summary.BestTrial.ShouldBe(1);
        (await pruning.PlanAsync(Old, Cancel)).ShouldBeEmpty("all is pruned");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Prune_KeepNone_DeletesSweepsWithoutAPinnedTrial(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var gone = await FilledSweep.CreateAsync(storage, "gone", 3);
        var pinned = await FilledSweep.CreateAsync(storage, "pinned", 3);
        await FilledSweep.CreateAsync(storage, "runs", 3, ends: false);
        await storage.ExecuteAsync($"update trials set pinned = true where sweep_key = {pinned.Key} and number = 2");
        foreach (var id in (string[])["gone", "pinned"]) await AgeAsync(storage, id, 91);
        var pruning = storage.Services.GetRequiredService<Pruning>();

        var plan = await pruning.PlanAsync(Old with { Keep = RetentionPolicy.Kept.None }, Cancel);
        plan.Select(sweep => (sweep.Id, sweep.IsRemoved)).ShouldBe([("gone", true), ("pinned", false)]);
        foreach (var sweep in plan) (await pruning.PruneAsync(sweep, Cancel)).ShouldBeTrue();

        (await storage.Queries.ListAsync(new(), Cancel)).Select(sweep => sweep.Id).ShouldBe(["runs", "pinned"]);
        (await Rows.OfSweepAsync(storage, gone.Key)).Values.Sum().ShouldBe(0);
        (await storage.ReadTrialsAsync(pinned.Key)).Count.ShouldBe(3);
        (await storage.Checkpoints.LoadLatestAsync(new(pinned.Key, 2), Cancel)).ShouldNotBeNull();
        (await storage.Checkpoints.LoadLatestAsync(new(pinned.Key, 0), Cancel)).ShouldBeNull();
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Prune_TrialThatRests_KeepsItsCheckpoint(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "rests", 2, ends: false);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key, [SweepSteps.Fail(4, 0, "broken"), SweepSteps.Rest(5, 1), SweepSteps.Finish(6)]), Cancel);
        await AgeAsync(storage, "rests", 91);
        var pruning = storage.Services.GetRequiredService<Pruning>();

        foreach (var old in await pruning.PlanAsync(Old, Cancel)) await pruning.PruneAsync(old, Cancel);

        (await storage.Checkpoints.LoadLatestAsync(new(sweep.Key, 0), Cancel)).ShouldBeNull();
        (await storage.Checkpoints.LoadLatestAsync(new(sweep.Key, 1), Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("90d", 90 * 24, RetentionPolicy.Kept.Best)]
    [InlineData(" 12h  none ", 12, RetentionPolicy.Kept.None)]
    [InlineData("2d best", 48, RetentionPolicy.Kept.Best)]
    public void FromEnvironment_Policy_IsRead(string text, int hours, RetentionPolicy.Kept keep) =>
        RetentionPolicy.FromEnvironment(_ => text).ShouldBe(new(TimeSpan.FromHours(hours), keep));

    [Theory, InlineData("soon"), InlineData("90d all"), InlineData("90d best none"), InlineData("0d")]
    public void FromEnvironment_SomethingElse_IsRefused(string text) =>
        Should.Throw<UserErrorException>(() => RetentionPolicy.FromEnvironment(_ => text))
            .Message.ShouldContain("EXPERIMENTS_RETENTION is '");

    [Fact]
    public void FromEnvironment_NotSet_KeepsEverything() => RetentionPolicy.FromEnvironment(_ => null).ShouldBeNull();

    private static Task AgeAsync(DatabaseHarness storage, string id, int days) => storage.ExecuteAsync(
        $"update sweeps set finished_at = {storage.Database.Dialect.Ago(days * 86_400)} where id = '{id}'");
}
