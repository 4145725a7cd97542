using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Queries;

/// <summary>Trials that are outside of limits rank behind those that keep them.</summary>
public abstract class ViolationTests : IAsyncLifetime
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

    /// <summary>Two of four trials keep the limits, and they are worse than the others.</summary>
    [Theory, InlineData(Goal.Maximize, new[] { 3, 1, 2, 0 }), InlineData(Goal.Minimize, new[] { 1, 3, 2, 0 })]
    public async Task List_TrialsOutsideOfLimits_RanksThemLast(Goal goal, int[] expected)
    {
        var sweep = await SubmitAsync("a", "first", goal);
        await CommitAsync(
            sweep,
            [
                SweepSteps.Prepared(1),
                .. Enumerable.Range(0, 4).Select(i => SweepSteps.Begin(i + 2, i, learningRate: i + 0.5)),
            ]);
        await CommitAsync(
            sweep, SweepSteps.Violate(11, 0, 0.5, 0.75), SweepSteps.Complete(12, 1, goal == Goal.Maximize ? 0.1 : 0.8),
            SweepSteps.Violate(13, 2, 0.5, 0.25), SweepSteps.Complete(14, 3, goal == Goal.Maximize ? 0.2 : 0.9));
        var detail = (await Queries.FindAsync("a", Cancel))!;
        (await Queries.ListBestAsync(detail, 10, Cancel)).Select(trial => trial.Number).ShouldBe(expected);
        (await Queries.ListBestAsync(detail, 3, Cancel)).Select(trial => trial.Number).ShouldBe(expected[..3]);
        foreach (var limit in (int[])[1, 3, 10])
            (await NumbersAsync(
                sweep,
                new TrialFilter
                {
                    SortBy = new TrialField.Objective(),
                    Descending = goal == Goal.Maximize,
                    Limit = limit,
                }))
                .ShouldBe(expected.Take(limit));
        (await Queries.ListRankedAsync(sweep.Key, goal, 10, Cancel)).ShouldBe(
            expected.Select(trial => SweepSteps.Assign(trial + 0.5)));
        var summary = (await Queries.ListAsync(new SweepFilter(), Cancel)).ShouldHaveSingleItem();
        (summary.BestTrial, summary.BestViolation).ShouldBe((expected[0], null));
        (await Queries.ListBestAsync(detail, 4, Cancel)).Select(trial => trial.Violation)
            .ShouldBe([null, null, 0.25, 0.75]);
    }

    [Fact]
    public async Task List_AllTrialsAreOutsideOfLimits_TheBestIsTheOneLeastOutside()
    {
        var sweep = await BeginAsync("a", trials: 2);
        await CommitAsync(sweep, SweepSteps.Violate(11, 0, 0.9, 0.5), SweepSteps.Violate(12, 1, 0.1, 0.25));
        var summary = (await Queries.ListAsync(new SweepFilter(), Cancel)).ShouldHaveSingleItem();
        (summary.BestTrial, summary.BestObjective, summary.BestViolation).ShouldBe((1, 0.1, 0.25));
        (await Storage.QueryAsync(
            "select trial, violation from best_trials", row => (row.GetInt32(0), row.GetDouble(1))))
            .ShouldBe([(1, 0.25)]);
    }

    [Fact]
    public async Task ListGroups_TrialsOutsideOfLimits_CountOnlyAsTrials()
    {
        var sweep = await BeginAsync("a", trials: 3);
        await CommitAsync(
            sweep, SweepSteps.Violate(11, 0, 0.9, 0.5), SweepSteps.Complete(12, 1, 0.25),
            SweepSteps.Complete(13, 2, 0.75));
        var group = (await Queries.ListGroupsAsync(
            sweep.Key, new TrialGrouping { By = [new TrialField.Column("status")], Goal = Goal.Maximize }, Cancel))
            .ShouldHaveSingleItem();
        (group.Trials, group.Count, group.Mean, group.Best, group.BestTrial).ShouldBe((3, 2, 0.5, 0.75, 2));
    }

    [Fact]
    public async Task ListTrials_ByViolation_FiltersAndSorts()
    {
        var sweep = await BeginAsync("a", trials: 3);
        await CommitAsync(
            sweep, SweepSteps.Violate(11, 0, 0.9, 0.5), SweepSteps.Violate(12, 1, 0.1, 0.25),
            SweepSteps.Complete(13, 2, 0.3));
        (await NumbersAsync(sweep, new TrialFilter { SortBy = new TrialField.Column("violation") }))
            .ShouldBe([1, 0, 2]);
        var detail = (await Queries.FindAsync(sweep.Id, Cancel))!;
        (await NumbersAsync(
            sweep, new TrialFilter { Where = await Queries.ReadFilterAsync(detail, "violation > 0.3", Cancel) }))
            .ShouldBe([0]);
        (await NumbersAsync(
            sweep, new TrialFilter { Where = await Queries.ReadFilterAsync(detail, "violation is null", Cancel) }))
            .ShouldBe([2]);
    }

    private Task<StoredSweep> SubmitAsync(string id, string name, Goal goal) =>
        Storage.Sweeps.CreateAsync(new NewSweep(id, SweepSpecs.Grid(name, goal), "cluster-1"), Cancel);

    private Task<StoredSweep> BeginAsync(string id, int trials) => Storage.BeginSweepAsync(trials, id);

    private Task CommitAsync(StoredSweep sweep, params SearchStep[] steps) =>
        Storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [.. steps]), Cancel);

    private async Task<IEnumerable<int>> NumbersAsync(StoredSweep sweep, TrialFilter filter) =>
        (await Queries.ListTrialsAsync(sweep.Key, filter, Cancel)).Select(trial => trial.Number);
}

public sealed class SqliteViolationTests : ViolationTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresViolationTests(SharedPostgres postgres) : ViolationTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}
