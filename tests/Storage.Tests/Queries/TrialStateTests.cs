using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Queries;

/// <summary>The reported status and training time of sweeps and trials, with living and with dead nodes.</summary>
public sealed class TrialStateTests(SharedPostgres postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task List_ClusterIsDead_SweepAndItsRunningTrialsWaitForANode(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        var sweep = await storage.BeginSweepAsync(2);
        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Complete(4, 0, 0.5)]), Cancel);

        (await SummaryAsync(storage)).WaitsFor.ShouldBeNull();
        (await SummaryAsync(storage)).Trials.ShouldBe(new TrialCounts(2, 1, 0, 0, 1, 0, 0, 0));

        await storage.SilenceAsync("node-1");

        (await SummaryAsync(storage)).WaitsFor.ShouldBe("a node");
        (await SummaryAsync(storage)).Trials.ShouldBe(new TrialCounts(2, 0, 1, 0, 1, 0, 0, 0));
        (await storage.Queries.FindLeftAsync("sweep", Cancel))!.Id.ShouldBe("sweep");
        (await storage.Queries.ListTrialsAsync(sweep.Key, null, Cancel)).Select(trial => trial.Status)
            .ShouldBe([TrialStatus.Completed, TrialStatus.Waiting]);
        (await storage.Queries.ListTrialsAsync(
            sweep.Key, new TrialFilter { Status = TrialStatus.Running }, Cancel)).ShouldBeEmpty();
        (await storage.Queries.ListTrialsAsync(sweep.Key, new TrialFilter { Status = TrialStatus.Waiting }, Cancel))
            .ShouldHaveSingleItem().Number.ShouldBe(1);

        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Finish(5)]), Cancel);

        (await SummaryAsync(storage)).WaitsFor.ShouldBeNull("it has ended");
        (await storage.Queries.FindLeftAsync("sweep", Cancel)).ShouldBeNull();
    }

    [Theory]
    [InlineData(Backend.Sqlite, "h200", 1, 1, "a node of pool 'h200' with cpu: 1, gpu: 1")]
    [InlineData(Backend.Postgres, "h200", 1, 1, "a node of pool 'h200' with cpu: 1, gpu: 1")]
    [InlineData(Backend.Sqlite, "default", 2.5, 0, "a node of pool 'default' with cpu: 2.5")]
    [InlineData(Backend.Postgres, "default", 2.5, 0, "a node of pool 'default' with cpu: 2.5")]
    [InlineData(Backend.Sqlite, "default", 10, 0.25, "a node of pool 'default' with cpu: 10, gpu: 0.25")]
    [InlineData(Backend.Postgres, "default", 10, 0.25, "a node of pool 'default' with cpu: 10, gpu: 0.25")]
    [InlineData(Backend.Sqlite, "default", 2, 0, null)]
    [InlineData(Backend.Postgres, "default", 2, 0, null)]
    public async Task List_NoLiveNodeHasWhatATrialNeeds_SaysWhatItWaitsFor(
        Backend backend, string pool, double cpu, double gpu, string? expected)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        var spec = SweepSpecs.Grid() with { Resources = new ResourceSpec { Pool = pool, Cpu = cpu, Gpu = gpu } };
        await storage.Sweeps.CreateAsync(new NewSweep("sweep", spec, "cluster-1"), Cancel);

        (await SummaryAsync(storage)).WaitsFor.ShouldBe(expected);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task List_NodesThatMatchTakeNoTrial_SaysWhy(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var (a, b) = (SiloBeats.Of("cluster-1", "a"), SiloBeats.Of("cluster-1", "b"));
        await storage.Clusters.BeatAsync(a, Cancel);
        await storage.Clusters.BeatAsync(b, Cancel);
        var sweep = await storage.BeginSweepAsync(0);
        (await SummaryAsync(storage)).WaitsFor.ShouldBeNull("there is room");

        await storage.Clusters.DrainAsync("cluster-1", "a", drained: true, Cancel);
        (await SummaryAsync(storage)).WaitsFor.ShouldBeNull("b has room");
        await storage.Clusters.BeatAsync(b with { Quarantined = ["all: 3 different trials failed there"] }, Cancel);
        (await SummaryAsync(storage)).WaitsFor.ShouldBe(
            "a node of pool 'default' that is not quarantined: 'b' is quarantined");
        await storage.Clusters.BeatAsync(b with { Draining = true }, Cancel);
        (await SummaryAsync(storage)).WaitsFor.ShouldBe(
            "a node of pool 'default' that takes trials: all 2 are draining");
        (await storage.Queries.FindAsync("sweep", Cancel))!.Summary.WaitsFor.ShouldNotBeNull();
        (await storage.Queries.WatchAsync("sweep", cancel: Cancel))!.Summary.WaitsFor.ShouldNotBeNull();
        (await storage.Queries.FindLeftAsync("sweep", Cancel)).ShouldBeNull("its cluster is alive");

        // Another sweep has both cores of b.
        await storage.Clusters.BeatAsync(b, Cancel);
        var other = await storage.BeginSweepAsync(0, "other");
        await CommitAsync(storage, other, SweepSteps.Begin(2, 0, node: "b"), SweepSteps.Begin(3, 1, node: "b"));
        (await storage.Queries.FindAsync("sweep", Cancel))!.Summary.WaitsFor.ShouldBe(
            "a free place in pool 'default': other trials hold 'b', 'a' is draining");
        (await storage.Queries.FindAsync("other", Cancel))!.Summary.WaitsFor.ShouldBe(
            "a free place in pool 'default': 'a' is draining");
        await CommitAsync(storage, other, SweepSteps.Complete(4, 1, 0.5));
        (await storage.Queries.FindAsync("sweep", Cancel))!.Summary.WaitsFor.ShouldBeNull("there is room");
        await CommitAsync(
            storage, sweep,
            new SearchStep(
                2, new SearchEvent.PauseRequested(),
                [new SearchAction.PauseSweep(), new SearchAction.EnterStatus(SweepStatus.Running, "paused")]));
        (await storage.Queries.FindAsync("sweep", Cancel))!.Summary.WaitsFor.ShouldBe("its user, who paused it");
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task List_SomeTrialsRunAndMoreWait_SaysWhyUnlessItsOwnTrialsHoldAllPlaces(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var (a, b) = (SiloBeats.Of("cluster-1", "node-1"), SiloBeats.Of("cluster-1", "b"));
        await storage.Clusters.BeatAsync(a, Cancel);
        var sweep = await storage.BeginSweepAsync(1);
        (await WaitsAsync()).ShouldBeNull("there is room");
        var other = await storage.BeginSweepAsync(1, "other");
        (await WaitsAsync()).ShouldBe("a free place in pool 'default': other trials hold 'node-1'");
        await storage.Clusters.BeatAsync(b, Cancel);
        (await WaitsAsync()).ShouldBeNull("there is room on b");
        await storage.Clusters.DrainAsync("cluster-1", "b", drained: true, Cancel);
        (await WaitsAsync()).ShouldBe(
            "a free place in pool 'default': other trials hold 'node-1', 'b' is draining");
        await CommitAsync(storage, other, SweepSteps.Complete(4, 0, 0.5), SweepSteps.Finish(5));
        await CommitAsync(storage, sweep, SweepSteps.Begin(3, 1));
        (await WaitsAsync()).ShouldBe("a free place in pool 'default': 'b' is draining");
        await storage.Clusters.DrainAsync("cluster-1", "b", drained: false, Cancel);
        await storage.Clusters.BeatAsync(b with { Quarantined = ["all: 3 different trials failed there"] }, Cancel);
        (await WaitsAsync()).ShouldBe("a free place in pool 'default': 'b' is quarantined");
        await storage.SilenceAsync("b");
        (await WaitsAsync()).ShouldBeNull("its own trials hold all places that there are");

        await CommitAsync(
            storage, sweep,
            new SearchStep(4, new SearchEvent.LimitRequested(2), [new SearchAction.LimitTrials(2)]));
        (await WaitsAsync()).ShouldBe("one of them to end: its user limited it to 2 at a time");
        (await storage.QueryAsync(
            "select limited_to, waits_for is null from sweep_progress where sweep = 'sweep'",
            row => (row.GetInt32(0), Convert.ToBoolean(row.GetValue(1), null)))).ShouldBe([(2, true)]);
        await CommitAsync(
            storage, sweep,
            new SearchStep(5, new SearchEvent.LimitRequested(null), [new SearchAction.LimitTrials(null)]));
        (await WaitsAsync()).ShouldBeNull();
        await CommitAsync(storage, sweep, SweepSteps.Complete(6, 0, 0.5), SweepSteps.Begin(7, 2));
        await storage.Clusters.DrainAsync("cluster-1", "node-1", drained: true, Cancel);
        (await WaitsAsync()).ShouldBeNull("all its trials run or have ended");

        async Task<string?> WaitsAsync() => (await storage.Queries.FindAsync("sweep", Cancel))!.Summary.WaitsFor;
    }

    /// <summary>An attempt that was sent ahead waits at its node until another one has ended.</summary>
    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task ListTrials_AttemptThatWaitedAtItsNode_HasTheTimeSinceItWasPlaced(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        var sweep = await storage.BeginSweepAsync(2);
        await AgoAsync(storage, 3_600);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Complete(4, 0, 0.5)]) { Placed = [1] }, Cancel);
        await AgoAsync(storage, 60);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Complete(5, 1, 0.5)]) { Placed = [0] }, Cancel);

        (await storage.Queries.ListTrialsAsync(sweep.Key, null, Cancel)).Select(trial => trial.Elapsed.TotalSeconds)
            .ShouldBe([3_600, 60], 30);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task ListTrials_TrialThatRestedAtARung_HasTheTimeOfItsAttemptsOnly(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        var sweep = await storage.BeginSweepAsync(1);
        await AgoAsync(storage, 3_600);
        await CommitAsync(storage, sweep, SweepSteps.Rest(3, 0));
        await AgoAsync(storage, 7_200);
        (await SecondsAsync(storage, sweep)).ShouldBe(3_600, 60);

        await CommitAsync(storage, sweep, SweepSteps.Begin(4, 0, attempt: 2));
        await AgoAsync(storage, 60);
        (await SecondsAsync(storage, sweep)).ShouldBe(3_660, 60);
        (await storage.Queries.TrainedAsync("sweep", Cancel)).TotalSeconds.ShouldBe(3_660, 60, "one attempt runs");
        await CommitAsync(storage, sweep, SweepSteps.Complete(5, 0, 0.5, attempt: 2));

        (await SecondsAsync(storage, sweep)).ShouldBe(3_660, 60);
        (await storage.Queries.TrainedAsync("sweep", Cancel)).TotalSeconds.ShouldBe(3_660, 60);
        (await storage.QueryAsync("select seconds from best_trials", row => row.GetDouble(0))).Single()
            .ShouldBe(3_660, 60);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task ListTrials_NodeDiedInTheMiddle_TimeEndsWithItsLastSignOfLife(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        await storage.Clusters.BeatAsync(SiloBeats.Of("cluster-1", "node-1"), Cancel);
        var sweep = await storage.BeginSweepAsync(1);
        await AgoAsync(storage, 7_200);
        // Sets the last beat to an hour ago.
        await storage.SilenceAsync("node-1");

        (await SecondsAsync(storage, sweep)).ShouldBe(3_600, 60);
        await CommitAsync(storage, sweep, SweepSteps.Requeue(3, 0, 1, 1, "node node-1 was lost"));
        (await SecondsAsync(storage, sweep)).ShouldBe(3_600, 60);
    }

    /// <summary>
    /// A pruned or running trial may have a better value than any completed one, but values before the end do not
    /// compare.
    /// </summary>
    [Theory]
    [InlineData(Backend.Sqlite, Goal.Maximize, new[] { 2, 3, 0, 5, 1, 4 })]
    [InlineData(Backend.Postgres, Goal.Maximize, new[] { 2, 3, 0, 5, 1, 4 })]
    [InlineData(Backend.Sqlite, Goal.Minimize, new[] { 0, 2, 3, 1, 5, 4 })]
    [InlineData(Backend.Postgres, Goal.Minimize, new[] { 0, 2, 3, 1, 5, 4 })]
    public async Task ListTrials_ByObjective_CompletedOnesComeFirstAndEqualOnesByNumber(
        Backend backend, Goal goal, int[] expected)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await storage.BeginSweepAsync(6);
        await CommitAsync(
            storage, sweep, SweepSteps.Complete(10, 3, 0.75), SweepSteps.Complete(11, 2, 0.75),
            SweepSteps.Complete(12, 0, 0.5),
            SweepSteps.Prune(13, 1, goal == Goal.Maximize ? 0.9 : 0.1), SweepSteps.Complete(14, 4, double.NaN));
        await storage.WriteAsync(
            new TrialId(sweep.Key, 5), 1,
            new Contracts.Metrics.MetricPoint("val_accuracy", 1, goal == Goal.Maximize ? 0.99 : 0.2));

        var filter = new TrialFilter { SortBy = new TrialField.Objective(), Descending = goal == Goal.Maximize };
        for (var limit = 1; limit <= 7; limit++)
        {
            (await storage.Queries.ListTrialsAsync(sweep.Key, filter with { Limit = limit }, Cancel))
                .Select(trial => trial.Number).ShouldBe(expected.Take(limit));
        }
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task ListTrials_ByEveryColumn_IsAnswered(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await storage.BeginSweepAsync(3);
        await CommitAsync(storage, sweep, SweepSteps.Requeue(10, 1, 1, 1, "lost"), SweepSteps.Complete(11, 0, 0.5));
        foreach (var column in TrialField.Columns)
        {
            var filter = new TrialFilter { SortBy = new TrialField.Column(column), Descending = true };
            (await storage.Queries.ListTrialsAsync(sweep.Key, filter, Cancel)).Count.ShouldBe(3, column);
        }

        var byRestarts = new TrialFilter { SortBy = new TrialField.Column("restarts"), Descending = true };
        (await storage.Queries.ListTrialsAsync(sweep.Key, byRestarts, Cancel)).Select(trial => trial.Number)
            .ShouldBe([1, 0, 2]);
    }

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task ListRepeats_TrialsThatDifferByTheirSeed_AreTogether(Backend backend)
    {
        await using var storage = await DatabaseHarness.OpenAsync(backend, postgres);
        var sweep = await SeedsAsync(
            storage, (0.1, 1, 0.5), (0.2, 1, 0.8), (0.1, 2, 0.9), (0.1, 3, double.NaN), (0.2, 2, 0.7), (0.3, 1, 0.1));
        var detail = (await storage.Queries.FindAsync("seeds", Cancel))!;

        var repeats = await storage.Queries.ListRepeatsAsync(detail, [2, 5], Cancel);

        repeats[2].ShouldBe(new TrialRepeats(0, 2, 0.7, repeats[2].Deviation));
        repeats[2].Deviation.ShouldBe(0.2 * Math.Sqrt(2), 1e-9);
        repeats[5].ShouldBe(new TrialRepeats(5, 1, 0.1, 0));
        // By means, and of each the best trial.
        var ranked = (await storage.Queries.RankRepeatsAsync(detail, Cancel))!;
        ranked.Best.ShouldBe([1, 2, 5]);
        ranked.Assignments.ShouldBe(3);
        ranked.Chance!.Value.ShouldBeInRange(0.5, 1);
        (await storage.Queries.ListBestAsync(detail, 3, Cancel)).Select(trial => trial.Number).ShouldBe(ranked.Best);
        sweep.Key.ShouldBe(detail.Summary.Key);
    }

    private static async Task<StoredSweep> SeedsAsync(
        DatabaseHarness storage, params (double Rate, long Seed, double Objective)[] trials)
    {
        var grid = SweepSpecs.Grid("seeds");
        var spec = grid with
        {
            Search = grid.Search with
            {
                Space = new(
                    [.. grid.Search.Space.Parameters,
                        new Search.Spaces.Parameter("seed", new Search.Spaces.Distribution.IntUniform(1, 9), [])]),
            },
        };
        var sweep = await storage.Sweeps.CreateAsync(new NewSweep("seeds", spec, "cluster-1"), Cancel);
        var seq = 0;
        for (var number = 0; number < trials.Length; number++)
        {
            var assignment = new Assignment(
            [
                KeyValuePair.Create<string, ParameterValue>(
                    "learning_rate", new ParameterValue.Number(trials[number].Rate)),
                KeyValuePair.Create<string, ParameterValue>("seed", new ParameterValue.Integer(trials[number].Seed)),
            ]);
            await CommitAsync(
                storage, sweep,
                new SearchStep(
                    ++seq, new SearchEvent.SlotOffered("n"),
                    [new SearchAction.BeginAttempt(number, 1, 0, "n", assignment)]),
                SweepSteps.Complete(++seq, number, trials[number].Objective));
        }

        return sweep;
    }

    private static async Task<SweepSummary> SummaryAsync(DatabaseHarness storage) =>
        (await storage.Queries.ListAsync(new(), Cancel)).Single();

    private static async Task<double> SecondsAsync(DatabaseHarness storage, StoredSweep sweep) =>
        (await storage.Queries.ListTrialsAsync(sweep.Key, null, Cancel)).Single().Elapsed.TotalSeconds;

    // Moves all events into the past by a number of seconds.
    private static Task AgoAsync(DatabaseHarness storage, int seconds) => storage.ExecuteAsync(
        $"update trials set started_at = {storage.Database.Dialect.Ago(seconds)}, attempt_started_at = case when "
        + $"attempt_started_at is not null then {storage.Database.Dialect.Ago(seconds)} end");

    private static Task CommitAsync(DatabaseHarness storage, StoredSweep sweep, params SearchStep[] steps) =>
        storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [.. steps]), Cancel);
}
