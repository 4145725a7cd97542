using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Queries;

/// <summary>Trials with several objectives, and those of them that are on the front.</summary>
public abstract class ObjectivesTests : IAsyncLifetime
{
    private DatabaseHarness? _storage;

    private DatabaseHarness Storage => _storage!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<DatabaseHarness> OpenAsync();

    public async ValueTask InitializeAsync() => _storage = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Commit_TheFrontChanges_MarksTheTrialsOnItAndNoOthers()
    {
        var sweep = await SubmitAsync("a");
        var other = await SubmitAsync("b");
        await CommitAsync(other, [0], SweepSteps.CompleteTwo(5, 0, 0.1, 0.1));
        await CommitAsync(
            sweep, [0, 1], SweepSteps.CompleteTwo(5, 0, 0.5, 0.75), SweepSteps.CompleteTwo(6, 1, 0.25, 1.5));
        (await FrontAsync(sweep)).ShouldBe([1, 0]);
        await CommitAsync(sweep, [2], SweepSteps.CompleteTwo(7, 2, 0.125, 0.5));
        (await FrontAsync(sweep)).ShouldBe([2]);
        // A commit that does not change the front leaves it as it is.
        await CommitAsync(sweep, null, SweepSteps.Finish(8));
        (await FrontAsync(sweep)).ShouldBe([2]);
        (await FrontAsync(other)).ShouldBe([0]);
        (await Storage.Queries.ListFrontAsync(sweep.Key, Goal.Minimize, Cancel)).ShouldHaveSingleItem()
            .Objectives.ShouldBe([0.125, 0.5]);
        (await Storage.QueryAsync("select trial, objectives from pareto_fronts where sweep = 'a'",
            row => (row.GetInt32(0), row.GetString(1)))).ShouldBe([(2, "[0.125,0.5]")]);
        (await Storage.QueryAsync("select metrics from pareto_fronts where sweep = 'a'", row => row.GetString(0)))
            .ShouldHaveSingleItem().Replace(" ", "", StringComparison.Ordinal).ShouldBe("[\"val_accuracy\",\"size\"]");
    }

    [Theory, InlineData(true, new[] { 1 }), InlineData(false, new[] { 0, 2 })]
    public async Task List_FilteredByTheFront_HasThoseTrials(bool onFront, int[] expected)
    {
        var sweep = await SubmitAsync("a");
        await CommitAsync(sweep, [1], SweepSteps.CompleteTwo(5, 1, 0.25, 1.5));
        var detail = (await Storage.Queries.FindAsync(sweep.Id, Cancel))!;
        var where = await Storage.Queries.ReadFilterAsync(detail, $"on_front = {(onFront ? "true" : "false")}", Cancel);
        var trials = await Storage.Queries.ListTrialsAsync(sweep.Key, new TrialFilter { Where = where }, Cancel);
        trials.Select(trial => trial.Number).ShouldBe(expected);
    }

    private async Task<IEnumerable<int>> FrontAsync(StoredSweep sweep) =>
        (await Storage.Queries.ListFrontAsync(sweep.Key, Goal.Minimize, Cancel)).Select(trial => trial.Number);

    private async Task<StoredSweep> SubmitAsync(string id)
    {
        var spec = SweepSpecs.Grid("first", Goal.Minimize);
        spec = spec with { Search = spec.Search with { MoreObjectives = [new("size")] } };
        var sweep = await Storage.Sweeps.CreateAsync(new NewSweep(id, spec, "cluster-1"), Cancel);
        await CommitAsync(
            sweep, null, SweepSteps.Prepared(1), SweepSteps.Begin(2, 0), SweepSteps.Begin(3, 1),
            SweepSteps.Begin(4, 2));
        return sweep;
    }

    private Task CommitAsync(StoredSweep sweep, int[]? front, params SearchStep[] steps) =>
        Storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [.. steps]) { Front = front is null ? null : [.. front] }, Cancel);
}

public sealed class SqliteObjectivesTests : ObjectivesTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresObjectivesTests(SharedPostgres postgres) : ObjectivesTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}
