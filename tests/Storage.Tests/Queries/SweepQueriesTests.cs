using Experiments.Contracts.Metrics;
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

public abstract class SweepQueriesTests : IAsyncLifetime
{
    private DatabaseHarness? _storage;

    private DatabaseHarness Storage => _storage!;

    private SweepQueries Queries => Storage.Queries;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<DatabaseHarness> OpenAsync();

    public async ValueTask InitializeAsync() => _storage = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task List_SweepsInDifferentStates_NewestFirstWithCounts()
    {
        await SubmitAsync("aaa", "old");
        var sweep = await RunAsync("bbb", "new", 0.5, double.NaN, 0.75);
        await CommitAsync(
            sweep, SweepSteps.Fail(20, 3, "diverged at step 2"), SweepSteps.Finish(21, "the grid is done"));
        var list = await Queries.ListAsync(new(), Cancel);
        list.Select(summary => summary.Id).ShouldBe(["bbb", "aaa"]);
        list[0].Trials.ShouldBe(new TrialCounts(4, 0, 0, 0, 3, 0, 1, 0));
        (list[0].Status, list[0].Reason, list[0].BestTrial, list[0].BestObjective).ShouldBe(
            (SweepStatus.Completed, "the grid is done", 2, 0.75));
        list[0].FinishedAt.ShouldNotBeNull();
        list[0].Elapsed.ShouldNotBeNull();
        (list[1].Status, list[1].Trials.Total, list[1].BestTrial, list[1].StartedAt).ShouldBe(
            (SweepStatus.Preparing, 0, null, null));
    }

    [Fact]
    public async Task Resolve_IdNameOrPrefix_FindsTheSweep()
    {
        await SubmitAsync("k3first", "mnist");
        await SubmitAsync("k4second", "mnist");
        await SubmitAsync("z9", "other");
        (await Queries.ResolveAsync("k3first", Cancel)).ShouldBe("k3first");
        (await Queries.ResolveAsync("mnist", Cancel)).ShouldBe("k4second", "the newest of the name");
        (await Queries.ResolveAsync("k3", Cancel)).ShouldBe("k3first");
        (await Should.ThrowAsync<UserErrorException>(() => Queries.ResolveAsync("k", Cancel))).Message
            .ShouldBe(
                "Several sweeps have an id that begins with 'k': write more of k4second (mnist), k3first (mnist).");
        (await Should.ThrowAsync<UserErrorException>(() => Queries.ResolveAsync("mnits", Cancel))).Message
            .ShouldContain("the newest are z9 (other), k4second (mnist), k3first (mnist)");
        await Should.ThrowAsync<UserErrorException>(() => Queries.ResolveAsync("%", Cancel));
        await Should.ThrowAsync<UserErrorException>(() => Queries.ResolveAsync("", Cancel));
    }

    [Fact]
    public async Task Resolve_EmptyDatabase_SaysSo() =>
        (await Should.ThrowAsync<UserErrorException>(
            () => Queries.ResolveAsync("mnist", Cancel))).Message.ShouldContain("submit one first");

    [Fact]
    public async Task Find_SweepWithProvenance_ShowsAll()
    {
        var provenance = new Provenance("0.1.0", "2.10.0", "abc", 2);
        var sweep = await SubmitAsync("a", "first");
        await Storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Prepared(1)], provenance), Cancel);
        var detail = await Queries.FindAsync("a", Cancel);
        detail!.Provenance.ShouldBe(provenance);
        detail.Summary.Status.ShouldBe(SweepStatus.Running);
        SweepSpecJson.Write(detail.Spec).ShouldBe(SweepSpecJson.Write(sweep.Spec));
        (await Queries.FindAsync("b", Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task ListRanked_TrialsInDifferentStates_HasTheCompletedOnesWithAFiniteObjective()
    {
        await RunAsync("old", "other", 0.1);
        var sweep = await RunAsync("a", "first", 0.5, double.NaN, 0.75, 0.25);
        (await Queries.ListRankedAsync(sweep.Key, Goal.Minimize, 2, Cancel))
            .ShouldBe([SweepSteps.Assign(0.1), SweepSteps.Assign(0.3)]);
        (await Queries.ListRankedAsync(sweep.Key, Goal.Minimize, 10, Cancel)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task ListTrials_SortedByMetric_PutsThoseWithoutAFiniteOneLast()
    {
        var sweep = await BeginAsync("a", trials: 4);
        await ReportAsync(sweep, 0, ("loss", 1, 0.1), ("loss", 2, 3));
        await ReportAsync(sweep, 1, ("loss", 1, double.NaN));
        await ReportAsync(sweep, 2, ("loss", 1, 2), ("val_accuracy", 1, 0.5));
        (await NumbersAsync(sweep, new TrialFilter { SortBy = new TrialField.Metric("loss") })).ShouldBe([2, 0, 1, 3]);
        (await NumbersAsync(
            sweep, new TrialFilter
            {
                SortBy = new TrialField.Metric("loss"),
                Descending = true,
            })).ShouldBe([0, 2, 1, 3]);
        (await NumbersAsync(sweep, new TrialFilter { SortBy = new TrialField.Metric("nothing") })).ShouldBe(
            [0, 1, 2, 3]);
    }

    [Fact]
    public async Task ListTrials_SortedByMetric_HaveItsNewestValue()
    {
        var sweep = await BeginAsync("a", trials: 3);
        await ReportAsync(sweep, 0, ("loss", 1, 0.1), ("loss", 2, 3), ("val_accuracy", 2, 0.5));
        await ReportAsync(sweep, 1, ("loss", 1, double.NaN));
        var sorted = await Queries.ListTrialsAsync(
            sweep.Key, new TrialFilter { SortBy = new TrialField.Metric("loss") }, Cancel);
        sorted.Select(trial => string.Join(' ', trial.Metrics)).ShouldBe(["[loss, 3]", "[loss, NaN]", ""]);
        (await Queries.ListTrialsAsync(sweep.Key, null, Cancel)).ShouldAllBe(trial => trial.Metrics.Count == 0);
        var byParameter = await Queries.ListTrialsAsync(
            sweep.Key, new TrialFilter { SortBy = new TrialField.Parameter("learning_rate") }, Cancel);
        byParameter.ShouldAllBe(trial => trial.Metrics.Count == 0);
    }

    [Fact]
    public async Task ListTrials_SortedByParameter_ComparesNumbersAsNumbers()
    {
        var sweep = await SubmitAsync("a", "first");
        await CommitAsync(
            sweep, SweepSteps.Begin(1, 0, learningRate: 10), SweepSteps.Begin(2, 1, learningRate: 9.5),
            SweepSteps.Begin(3, 2, learningRate: 1e-5));
        (await NumbersAsync(
            sweep, new TrialFilter { SortBy = new TrialField.Parameter("learning_rate") })).ShouldBe([2, 1, 0]);
        (await NumbersAsync(sweep, new TrialFilter { Descending = true, Limit = 2 })).ShouldBe([2, 1]);
        await NumbersAsync(sweep, new TrialFilter { SortBy = new TrialField.Parameter("it's \"odd\" $.x") });
    }

    [Fact]
    public async Task ListTrials_Running_ShowsNewestObjectiveAndAssignment()
    {
        await BeatAsync("cluster-1", "node-1");
        var sweep = await RunAsync("a", "first", 0.5);
        await CommitAsync(sweep, SweepSteps.Begin(30, 7, learningRate: 0.25));
        await ReportAsync(
            sweep, 7, ("val_accuracy", 1, 0.1), ("val_accuracy", 2, double.PositiveInfinity), ("loss", 3, 1));
        var trial = (await Queries.ListTrialsAsync(
            sweep.Key, new TrialFilter { Status = TrialStatus.Running }, Cancel)).Single(row => row.Number == 7);
        (trial.Step, trial.Latest, trial.Objective).ShouldBe((2, double.PositiveInfinity, null));
        trial.Assignment.ShouldBe(SweepSteps.Assign(0.25));
        trial.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.Zero);
    }

    [Theory, InlineData(Goal.Maximize, new[] { 1, 3, 0 }), InlineData(Goal.Minimize, new[] { 0, 1, 3 })]
    public async Task ListBest_TiesAndNotFinite_RanksByGoalThenNumber(Goal goal, int[] expected)
    {
        await RunAsync("a", "first", goal, 0.5, 0.75, double.NaN, 0.75);
        var sweep = (await Queries.FindAsync("a", Cancel))!;
        (await Queries.ListBestAsync(sweep, 10, Cancel)).Select(trial => trial.Number).ShouldBe(expected);
    }

    [Theory, InlineData(Goal.Maximize, 1), InlineData(Goal.Minimize, 0)]
    public async Task ListBest_One_AgreesWithTheView(Goal goal, int expected)
    {
        await RunAsync("a", "first", goal, 0.5, 0.75, double.NaN, 0.75);
        var sweep = (await Queries.FindAsync("a", Cancel))!;
        var best = (await Queries.ListBestAsync(sweep, cancel: Cancel)).ShouldHaveSingleItem();
        var viewed = await Storage.QueryAsync(
            "select sweep, name, trial, objective, test_accuracy, assignment from best_trials",
            row => (row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetDouble(3), row.GetDouble(4)));
        viewed.ShouldBe([("a", "first", expected, best.Objective!.Value, best.Metrics["test_accuracy"])]);
        best.Number.ShouldBe(expected);
        best.Metrics["test_accuracy"].ShouldBe(0.25 + expected);
    }

    [Fact]
    public async Task ListCurves_OneOrAll_InOrder()
    {
        var sweep = await BeginAsync("a", trials: 2);
        var other = await BeginAsync("b", trials: 1);
        await ReportAsync(sweep, 0, ("loss", 2, 2), ("loss", 1, 1), ("acc", 1, double.NegativeInfinity));
        await ReportAsync(sweep, 1, ("loss", 1, 3));
        await ReportAsync(other, 0, ("loss", 1, 4));
        (await Queries.ListCurvesAsync(sweep.Key, cancel: Cancel)).Select(
            point => (point.Trial, point.Metric, point.Step, point.Value)).ShouldBe(
                [(0, "acc", 1, double.NegativeInfinity), (0, "loss", 1, 1), (0, "loss", 2, 2), (1, "loss", 1, 3)]);
        (await Queries.ListCurvesAsync(sweep.Key, 0, "loss", Cancel)).Select(point => point.Value).ShouldBe([1, 2]);
        var viewed = await Storage.QueryAsync(
            "select trial, metric, step, kind from trial_curves where sweep = 'a' and metric = 'acc'",
            row => (row.GetInt32(0), row.GetString(1), row.GetInt64(2), row.GetString(3)));
        viewed.ShouldBe([(0, "acc", 1L, "-infinity")]);
    }

    [Fact]
    public async Task Watch_RunningSweep_ShowsCountsRunningAndBest()
    {
        await BeatAsync("cluster-1", "node-1");
        var sweep = await RunAsync("a", "first", 0.5, 0.75);
        await CommitAsync(sweep, SweepSteps.Begin(30, 7), SweepSteps.Begin(31, 8));
        await ReportAsync(sweep, 8, ("val_accuracy", 4, 0.6));
        var progress = await Queries.WatchAsync("a", running: 1, cancel: Cancel);
        progress!.Summary.Trials.ShouldBe(new TrialCounts(5, 3, 0, 0, 2, 0, 0, 0));
        progress.Running.ShouldHaveSingleItem();
        (progress.Best!.Number, progress.Best.Metrics["test_accuracy"]).ShouldBe((1, 1.25));
        (await Queries.WatchAsync("nothing", cancel: Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Silos_SomeLive_AreFoundByTheDatabasesClock()
    {
        await BeatAsync("local", serves: false);
        await BeatAsync("shared", serves: true);
        await BeatAsync("dead", serves: true);
        await Storage.SilenceAsync("dead");
        await Storage.Sweeps.CreateAsync(new NewSweep("a", SweepSpecs.Grid(), "local"), Cancel);
        await Storage.Sweeps.CreateAsync(new NewSweep("b", SweepSpecs.Grid(), "dead"), Cancel);
        (await Storage.SiloQueries.ListAsync(Cancel)).Select(silo => silo.Cluster).ShouldBe(["shared", "local"]);
        (await Storage.SiloQueries.ListForSweepAsync("a", Cancel)).ShouldHaveSingleItem().Gateway.ShouldBe(
            "local:30000");
        (await Storage.SiloQueries.ListForSweepAsync("b", Cancel)).ShouldBeEmpty();
        await Storage.Clusters.LeaveAsync("shared", Cancel);
        (await Storage.SiloQueries.ListAsync(Cancel)).ShouldNotContain(silo => silo.Serves);
    }

    [Fact]
    public async Task ListRunning_TrialsTrain_AreListedByTheirSilo()
    {
        await RunAsync("a", "a", 0.5);
        (await Storage.SiloQueries.ListRunningAsync(Cancel)).ShouldHaveSingleItem()
            .ShouldBe(new RunningOnSilo("node-1", "a", "a", 1));
    }

    private Task<StoredSweep> SubmitAsync(string id, string name, Goal goal = Goal.Maximize) =>
        Storage.Sweeps.CreateAsync(new NewSweep(id, SweepSpecs.Grid(name, goal), "cluster-1"), Cancel);

    private Task<StoredSweep> BeginAsync(string id, int trials) => Storage.BeginSweepAsync(trials, id);

    private Task<StoredSweep> RunAsync(string id, string name, params double[] objectives) =>
        RunAsync(id, name, Goal.Maximize, objectives);

    // Creates completed trials with these objectives and a test accuracy of 0.25 + number, and one running trial.
    private async Task<StoredSweep> RunAsync(string id, string name, Goal goal, params double[] objectives)
    {
        var sweep = await SubmitAsync(id, name, goal);
        await CommitAsync(
            sweep, [SweepSteps.Prepared(1),
                .. Enumerable.Range(0, objectives.Length + 1).Select(i =>
                    SweepSteps.Begin(i + 2, i, learningRate: (i + 1) / 10.0))]);
        for (var i = 0; i < objectives.Length; i++) await ReportAsync(sweep, i, ("test_accuracy", 1, 0.25 + i));
        await CommitAsync(sweep, [.. objectives.Select((objective, i) => SweepSteps.Complete(i + 10, i, objective))]);
        return sweep;
    }

    private Task CommitAsync(StoredSweep sweep, params SearchStep[] steps) =>
        Storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [.. steps]), Cancel);

    private async Task ReportAsync(
        StoredSweep sweep, int trial, params (string Metric, long Step, double Value)[] points) =>
        (await Storage.WriteAsync(
            new TrialId(sweep.Key, trial), 1,
            [.. points.Select(point => new MetricPoint(point.Metric, point.Step, point.Value))])).ShouldBeTrue();

    private async Task<IEnumerable<int>> NumbersAsync(StoredSweep sweep, TrialFilter filter) =>
        (await Queries.ListTrialsAsync(sweep.Key, filter, Cancel)).Select(trial => trial.Number);

    private Task BeatAsync(string cluster, string silo) =>
        Storage.Clusters.BeatAsync(SiloBeats.Of(cluster, silo), Cancel);

    private Task BeatAsync(string cluster, bool serves) =>
        Storage.Clusters.BeatAsync(SiloBeats.Of(cluster, cluster, serves), Cancel);
}

public sealed class SqliteSweepQueriesTests : SweepQueriesTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresSweepQueriesTests(SharedPostgres postgres) : SweepQueriesTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}
