using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Databases;
using Experiments.Storage.Keeping;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Experiments.Testing.Waits;

namespace Experiments.Storage.Tests.Keeping;

public sealed class TrialPinsTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Pin_Trial_ShowsInItsSummary(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var key = (await storage.BeginSweepAsync(2)).Key;
        (await storage.Pins.PinAsync(new TrialId(key, 1), Cancel)).ShouldBe(new PinOutcome(TrialStatus.Running, 0, 0));
        (await storage.Queries.ListTrialsAsync(key, null, Cancel)).Select(trial => trial.Pinned)
            .ShouldBe([false, true]);
        (await storage.Queries.FindTrialAsync(new TrialId(key, 1), Cancel))!.Pinned.ShouldBeTrue();
        (await storage.Pins.UnpinAsync(new TrialId(key, 1), Cancel)).ShouldBe(
            new PinOutcome(TrialStatus.Running, 0, 0));
        (await storage.Queries.FindTrialAsync(new TrialId(key, 1), Cancel))!.Pinned.ShouldBeFalse();
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Pin_NoSuchTrial_IsNull(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var none = new TrialId((await storage.BeginSweepAsync(1)).Key, 5);
        (await storage.Pins.PinAsync(none, Cancel)).ShouldBeNull();
        (await storage.Pins.UnpinAsync(none, Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(Backend.Sqlite, CheckpointKeep.Best, 1)]
    [InlineData(Backend.Postgres, CheckpointKeep.Best, 1)]
    [InlineData(Backend.Sqlite, CheckpointKeep.Last, 1)]
    [InlineData(Backend.Postgres, CheckpointKeep.Last, 1)]
    [InlineData(Backend.Sqlite, CheckpointKeep.All, 2)]
    [InlineData(Backend.Postgres, CheckpointKeep.All, 2)]
    [InlineData(Backend.Sqlite, null, 2)]
    [InlineData(Backend.Postgres, null, 2)]
    public async Task Unpin_BestOfItsSweep_LeavesWhatThePolicyKeeps(Backend backend, CheckpointKeep? keep, int left)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var trial = new TrialId(await EndedAsync(storage, keep), 1);
        (await storage.Pins.UnpinAsync(trial, Cancel)).ShouldBe(
            new PinOutcome(TrialStatus.Completed, left, 2 - left));
    }

    [Theory]
    [InlineData(Backend.Sqlite, CheckpointKeep.Best, 0)]
    [InlineData(Backend.Postgres, CheckpointKeep.Best, 0)]
    [InlineData(Backend.Sqlite, CheckpointKeep.Last, 1)]
    [InlineData(Backend.Postgres, null, 2)]
    public async Task Unpin_AnotherTrial_LeavesWhatThePolicyKeeps(Backend backend, CheckpointKeep? keep, int left)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var trial = new TrialId(await EndedAsync(storage, keep), 0);
        (await storage.Pins.UnpinAsync(trial, Cancel)).ShouldBe(
            new PinOutcome(TrialStatus.Completed, left, 2 - left));
        (await storage.ReadCheckpointStepsAsync(trial)).Count.ShouldBe(left);
    }

    /// <summary>
    /// A pin that is not committed yet when another trial becomes the best is waited for, and counts.
    /// </summary>
    [Fact]
    public async Task Pin_WhileTheTrialLosesItsCheckpoints_KeepsThem()
    {
        await using var storage = await DatabaseHarness.OpenPostgresAsync(postgres);
        var trial = new TrialId((await storage.BeginSweepAsync(2)).Key, 0);
        await storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 1, new byte[] { 1 }), Cancel);
        await storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [SweepSteps.Complete(4, 0, 0.5)]), Cancel);
        var pinned = new TaskCompletionSource();
        var waited = new TaskCompletionSource();
        var pin = storage.Database.WriteAsync(async connection =>
        {
            await connection.ExecuteAsync(
                "update trials set pinned = true where id = @trial", [("trial", trial.Value)], Cancel);
            pinned.SetResult();
            await waited.Task;
            return true;
        }, Cancel);
        await pinned.Task.Within("the pin");
        var commit = storage.Sweeps.CommitAsync(
            new SweepCommit(trial.SweepKey, [SweepSteps.Complete(5, 1, 0.75)]) { Removals = [new(0, false)] }, Cancel);
        await Waiting.UntilAsync(
            async () => (await storage.QueryAsync(
                "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
                row => row.GetInt32(0))).Count == 1,
            "the commit to wait for the pin", TimeSpan.FromSeconds(30));
        waited.SetResult();
        await pin;
        await commit;
        (await storage.ReadCheckpointStepsAsync(trial)).ShouldBe([1]);
    }

    /// <summary>
    /// Creates a sweep of two completed trials with two checkpoints each, both pinned, of which 1 is the best.
    /// </summary>
    private static async Task<int> EndedAsync(DatabaseHarness storage, CheckpointKeep? keep)
    {
        var spec = SweepSpecs.Grid() with { KeepCheckpoints = keep };
        var sweep = await storage.Sweeps.CreateAsync(new NewSweep("sweep", spec, "cluster-1"), Cancel);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Prepared(1), SweepSteps.Begin(2, 0), SweepSteps.Begin(3, 1)]),
            Cancel);
        foreach (var number in new[] { 0, 1 })
        {
            var trial = new TrialId(sweep.Key, number);
            for (var step = 1; step <= 2; step++)
                await storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, step, new byte[] { 1 }), Cancel);
            await storage.PinAsync(trial);
        }

        await storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Complete(4, 0, 0.5), SweepSteps.Complete(5, 1, 0.75)])
            {
                Removals = [new(0, false), new(1, false)],
            }, Cancel);
        return sweep.Key;
    }
}
