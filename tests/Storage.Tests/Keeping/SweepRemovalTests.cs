using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Storage.Checkpoints;
using Experiments.Storage.Keeping;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Storage.Tests.Keeping;

public sealed class SweepRemovalTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Remove_EndedSweep_NoTableHasARowOfItAndOthersKeepTheirs(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        // More points and trials than one transaction deletes.
        var sweep = await FilledSweep.CreateAsync(storage, "gone", 3, points: 12_000);
        var other = await FilledSweep.CreateAsync(storage, "stays", 2);
        await FilledSweep.PackAsync(storage);
        // Rows that were packed, and those of a trial that is not.
        await FilledSweep.CreateAsync(storage, "third", 2);
        var before = await Rows.OfSweepAsync(storage, other.Key);
        before.Where(table => table.Value == 0 && table.Key != "metric_rows").ShouldBeEmpty();

        await Removal(storage).RemoveAsync(sweep.Key, Cancel);

        (await Rows.OfSweepAsync(storage, sweep.Key)).Where(table => table.Value != 0).ShouldBeEmpty();
        (await Rows.OfSweepAsync(storage, other.Key)).ShouldBe(before);
        (await storage.Queries.ListAsync(new(), Cancel)).Select(one => one.Id).ShouldBe(["third", "stays"]);
        // Each trial's own, and the one that all share.
        (await storage.QueryAsync("select count(*) from artifact_contents", row => row.GetInt64(0))).ShouldBe([5]);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Remove_LastSweepWithAContent_DeletesTheContent(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "one", 2);

        await Removal(storage).RemoveAsync(sweep.Key, Cancel);

        (await storage.QueryAsync("select count(*) from artifact_contents", row => row.GetInt64(0))).ShouldBe([0]);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Remove_UnfinishedSweep_IsRefusedWhileItsClusterLives(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        var sweep = await FilledSweep.CreateAsync(storage, "runs", 2, ends: false);
        var before = await Rows.OfSweepAsync(storage, sweep.Key);

        (await Should.ThrowAsync<UserErrorException>(() => Removal(storage).RemoveAsync(sweep.Key, Cancel)))
            .Message.ShouldContain("experiments cancel");
        (await Rows.OfSweepAsync(storage, sweep.Key)).ShouldBe(before);
        await storage.SilenceAsync("node-1");
        await Removal(storage).RemoveAsync(sweep.Key, Cancel);
        (await Rows.OfSweepAsync(storage, sweep.Key)).Where(table => table.Value != 0).ShouldBeEmpty();
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task TryMark_EndedSweep_NothingShowsItAndNoClusterContinuesIt(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "gone", 2);
        foreach (var view in Views)
            (await CountAsync(storage, view)).ShouldBeGreaterThan(0, view);

        (await Removal(storage).TryMarkAsync(sweep.Key, Cancel)).ShouldBeTrue();

        foreach (var view in Views) (await CountAsync(storage, view)).ShouldBe(0, view);
        (await storage.Sweeps.FindAsync("gone", Cancel)).ShouldBeNull();
        (await storage.Sweeps.ListUnfinishedAsync("cluster-1", Cancel)).ShouldBeEmpty();
        (await Should.ThrowAsync<UserErrorException>(() => storage.Queries.ResolveAsync("gone", Cancel)))
            .Message.ShouldContain("There is no sweep 'gone'");
        // A cluster that has it in memory extends it.
        await Should.ThrowAsync<SweepConflictException>(() => storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Prepared(7)]), Cancel));
        (await Removal(storage).TryMarkAsync(sweep.Key, Cancel)).ShouldBeFalse("it is marked");

        // As after a crash.
        (await Removal(storage).FinishAsync(Cancel)).ShouldBe(1);
        (await Rows.OfSweepAsync(storage, sweep.Key)).Where(table => table.Value != 0).ShouldBeEmpty();
        (await Removal(storage).FinishAsync(Cancel)).ShouldBe(0);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task TryMark_SweepThatContinuesAtThatMoment_EitherIsDeletedOrContinues(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        for (var round = 0; round < 20; round++)
        {
            var sweep = await storage.BeginSweepAsync(1, $"sweep-{round}");
            await storage.Sweeps.CommitAsync(
                new SweepCommit(sweep.Key, [SweepSteps.Complete(3, 0, 0.5), SweepSteps.Finish(4)]), Cancel);

            var marks = Task.Run(() => Removal(storage).TryMarkAsync(sweep.Key, Cancel), Cancel);
            var continues = Task.Run(
                async () =>
                {
                    try
                    {
                        await storage.Sweeps.CommitAsync(
                            new SweepCommit(sweep.Key, [SweepSteps.Prepared(5)]), Cancel);
                        return true;
                    }
                    catch (SweepConflictException)
                    {
                        return false;
                    }
                },
                Cancel);

            (await marks).ShouldBe(!await continues);
            (await storage.QueryAsync(
                $"select kind from sweep_events where sweep_key = {sweep.Key} and seq >= 5", row => row.GetString(0)))
                .ShouldBe([await marks ? "deleted" : "prepared"]);
        }
    }

    [Fact]
    public async Task Remove_SweepWithFiles_DeletesThemOrIsRefusedWhereTheirFolderIsNotKnown()
    {
        await using var storage = await DatabaseHarness.OpenWithFilesAsync(postgres);
        var sweep = await FilledSweep.CreateAsync(storage, "large", 3);
        storage.StoredFiles.Count.ShouldBe(3);

        var refused = await Should.ThrowAsync<UserErrorException>(
            () => new SweepRemoval(storage.Database, new CheckpointOptions()).RemoveAsync(sweep.Key, Cancel));

        refused.Message.ShouldContain("EXPERIMENTS_CHECKPOINTS");
        (await storage.Queries.ListAsync(new(), Cancel)).Count.ShouldBe(1);
        await Removal(storage).RemoveAsync(sweep.Key, Cancel);
        storage.StoredFiles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_WhileCurvesArePacked_LeavesNoRow()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        for (var round = 0; round < 5; round++)
        {
            var sweep = await FilledSweep.CreateAsync(storage, $"gone-{round}", 60);
            var packing = Task.Run(() => FilledSweep.PackAsync(storage), Cancel);
            await Removal(storage).RemoveAsync(sweep.Key, Cancel);
            await packing;
            (await Rows.OfSweepAsync(storage, sweep.Key)).Where(table => table.Value != 0).ShouldBeEmpty();
        }
    }

    private static readonly string[] Views = ["sweep_progress", "best_trials", "trial_states", "trial_curves"];

    private static async Task<long> CountAsync(DatabaseHarness storage, string view) =>
        (await storage.QueryAsync($"select count(*) from {view}", row => row.GetInt64(0))).Single();

    private static SweepRemoval Removal(DatabaseHarness storage) => storage.Services.GetRequiredService<SweepRemoval>();
}
