using System.Globalization;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Storage.Queries;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Queries;

/// <summary>A sweep with repeats names the trial that its decisions call the best.</summary>
public abstract class LeaderTests : IAsyncLifetime
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
    public async Task Commit_Leader_IsNamedUntilThereIsAnotherOne()
    {
        var sweep = await Storage.Sweeps.CreateAsync(
            new NewSweep("a", SweepSpecs.Grid("first", Goal.Minimize), "cluster-1"), Cancel);
        await CommitAsync(
            sweep, null, SweepSteps.Prepared(1), SweepSteps.Begin(2, 0), SweepSteps.Begin(3, 1),
            SweepSteps.Begin(4, 2));
        await CommitAsync(sweep, null, SweepSteps.Complete(5, 0, 0.1), SweepSteps.Complete(6, 1, 0.3));
        await CheckAsync(0, 0.1);
        await CommitAsync(sweep, 1, SweepSteps.Complete(7, 2, 0.2));
        await CheckAsync(1, 0.3);
        // A commit without a change of it leaves it as it is.
        await CommitAsync(sweep, null, SweepSteps.Begin(8, 3));
        await CheckAsync(1, 0.3);
        await CommitAsync(sweep, 2, SweepSteps.Complete(9, 3, 0.15));
        await CheckAsync(2, 0.2);
    }

    private async Task CheckAsync(int trial, double objective)
    {
        var summary = (await Queries.ListAsync(new SweepFilter(), Cancel)).ShouldHaveSingleItem();
        (summary.BestTrial, summary.BestObjective).ShouldBe((trial, objective));
        var progress = (await Queries.WatchAsync("a", cancel: Cancel))!;
        (progress.Best?.Number, progress.Best?.Objective).ShouldBe((trial, objective));
        (await Storage.QueryAsync(
            "select trial, objective from best_trials",
            row => (Convert.ToInt32(row.GetValue(0), CultureInfo.InvariantCulture), row.GetDouble(1))))
            .ShouldBe([(trial, objective)]);
    }

    private Task CommitAsync(StoredSweep sweep, int? leader, params SearchStep[] steps) =>
        Storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [.. steps]) { Leader = leader }, Cancel);
}

public sealed class SqliteLeaderTests : LeaderTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresLeaderTests(SharedPostgres postgres) : LeaderTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}
