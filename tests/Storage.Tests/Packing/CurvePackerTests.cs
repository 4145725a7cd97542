using System.Globalization;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Storage.Configuration;
using Experiments.Storage.Filters;
using Experiments.Storage.Packing;
using Experiments.Storage.Queries;
using Experiments.Storage.Schema;
using Experiments.Storage.Tests.Backends;
using Experiments.Storage.Tests.Schema;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;

namespace Experiments.Storage.Tests.Packing;

public sealed class CurvePackerTests(SharedPostgres postgres)
{
    private const string Everything =
        "select sweep, trial, metric, step, at, value, kind from trial_curves order by trial, metric, step";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pack_EndedTrial_EveryViewShowsTheSame()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var sweep = await storage.BeginSweepAsync(2);
        var random = new Random(5);
        foreach (var trial in new[] { new TrialId(sweep.Key, 0), new TrialId(sweep.Key, 1) })
        {
            await storage.WriteAsync(trial, 1, [.. Regular("loss", 50, random), new("once", 7, 0.5)]);
            await storage.WriteAsync(
                trial, 1, new("rough", 3, double.NaN), new("rough", 4, double.PositiveInfinity), new("rough", 9, -1),
                new("rough", long.MaxValue, double.NegativeInfinity), new("test_accuracy", 1, 0.25),
                new("test_accuracy", 2, 0.75));
        }

        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Complete(4, 0, 0.5)]), Cancel);
        var before = await RowsAsync(storage, Everything);
        var best = await RowsAsync(storage, "select trial, test_accuracy from best_trials");
        var trials = await TrialsAsync(storage, sweep.Key);

        (await PackAsync(storage)).ShouldBe(1);

        (await RowsAsync(storage, Everything)).ShouldBe(before);
        before.Count.ShouldBe(2 * (50 + 1 + 4 + 2));
        (await RowsAsync(storage, "select trial, test_accuracy from best_trials")).ShouldBe(best);
        best.ShouldBe(["0|0.75"]);
        (await TrialsAsync(storage, sweep.Key)).ShouldBe(trials);
        (await RowsAsync(storage, "select distinct trial_id & 4294967295 from metric_rows")).ShouldBe(["1"]);
        (await RowsAsync(storage, "select points, stride, steps is null from packed_curves order by points"))
            .ShouldBe(["1||True", "2|1|True", "4||False", "50|3|True"]);
        (await PackAsync(storage)).ShouldBe(0);
        (await storage.ReadMetricsAsync(new TrialId(sweep.Key, 0))).Count.ShouldBe(57);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_PackedTrialIsTriedAgain_HasItsPointsUpToItsCheckpointAndIsPackedAgain(bool pinned)
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var sweep = await storage.BeginSweepAsync(1);
        var trial = new TrialId(sweep.Key, 0);
        foreach (var step in new[] { 1, 2, 3 }) await storage.WriteAsync(trial, 1, new MetricPoint("loss", step, step));
        if (pinned) await storage.Checkpoints.SaveAsync(new Checkpoint(trial, 1, 2, new byte[] { 1 }), Cancel);
        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Fail(3, 0, "it threw")]), Cancel);
        (await PackAsync(storage)).ShouldBe(1);

        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Retry(4, 0)]), Cancel);
        (await RowsAsync(storage, "select status, restarts, finished_at is null from trials"))
            .ShouldBe(["waiting|0|True"]);
        (await storage.ReadMetricsAsync(trial)).Count.ShouldBe(3);
        (await RowsAsync(storage, "select waiting, failed from sweep_progress")).ShouldBe(["1|0"]);

        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Begin(5, 0, attempt: 2)]), Cancel);
        (await storage.ReadMetricsAsync(trial)).Count.ShouldBe(pinned ? 2 : 0);
        await storage.WriteAsync(trial, 2, new MetricPoint("loss", 3, 0.5));
        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Complete(6, 0, 0.5, 2)]), Cancel);
        (await PackAsync(storage)).ShouldBe(1);
        (await storage.ReadMetricsAsync(trial)).Count.ShouldBe(pinned ? 3 : 1);
    }

    [Fact]
    public async Task Pack_ObjectivesThatAreNotFinite_ListsShowAndSortTheSame()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var sweep = await storage.BeginSweepAsync(6);
        double[] values = [double.NaN, 0.5, double.PositiveInfinity, -1, double.NegativeInfinity];
        foreach (var (trial, value) in values.Index())
            await storage.WriteAsync(
                new TrialId(sweep.Key, trial), 1, new("val_accuracy", 3, 0), new("val_accuracy", 7, value),
                new("loss", 1, 9), new("loss", 2, value));
        // Its steps follow from no stride.
        await storage.WriteAsync(new TrialId(sweep.Key, 1), 1, new MetricPoint("val_accuracy", 4, 0));
        await storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key, [.. Enumerable.Range(0, 5).Select(trial => SweepSteps.Fail(10 + trial, trial, "x"))]),
            Cancel);
        var orders = new List<TrialFilter>();
        foreach (var descending in new[] { false, true })
        {
            orders.Add(new() { SortBy = new TrialField.Metric("loss"), Descending = descending });
            orders.Add(new() { SortBy = new TrialField.Objective(), Descending = descending });
        }

        async Task<List<string>> ListAsync()
        {
            var all = new List<string>();
            foreach (var order in orders)
                all.Add(string.Join(' ', (await storage.Queries.ListTrialsAsync(sweep.Key, order, Cancel)).Select(
                    trial => string.Create(
                        CultureInfo.InvariantCulture,
                        $"{trial.Number}:{trial.Step}:{trial.Latest}:{trial.Metrics.Values.FirstOrDefault()}"))));
            return all;
        }

        var before = await ListAsync();
        before[0].ShouldBe(
            "3:7:-1:-1 1:7:0.5:0.5 0:7:NaN:NaN 2:7:Infinity:Infinity 4:7:-Infinity:-Infinity 5:::0");
        var trials = await TrialsAsync(storage, sweep.Key);
        (await PackAsync(storage)).ShouldBe(5);

        (await ListAsync()).ShouldBe(before);
        (await TrialsAsync(storage, sweep.Key)).ShouldBe(trials);
    }

    [Fact]
    public async Task Pack_ManyProcessesAtOnce_EachTrialIsPackedOnce()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var sweep = await storage.BeginSweepAsync(90);
        for (var trial = 0; trial < 90; trial++)
            await storage.WriteAsync(new TrialId(sweep.Key, trial), 1, new MetricPoint("loss", 1, trial));
        await storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key, [.. Enumerable.Range(0, 90).Select(trial => SweepSteps.Complete(92 + trial, trial, 0.5))]),
            Cancel);

        var packed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var sum = 0;
            while (await PackAsync(storage) is > 0 and var trials) sum += trials;
            return sum;
        })));

        packed.Sum().ShouldBe(90);
        (await RowsAsync(storage, "select count(*), sum(value) from trial_curves"))
            .ShouldBe([$"90|{Enumerable.Range(0, 90).Sum()}"]);
        (await RowsAsync(storage, "select count(*) from metric_rows")).ShouldBe(["0"]);
    }

    [Fact]
    public async Task Pack_TrialWithoutPoints_IsNotLookedAtAgain()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var sweep = await storage.BeginSweepAsync(1);
        await storage.Sweeps.CommitAsync(new SweepCommit(sweep.Key, [SweepSteps.Complete(3, 0, 0.5)]), Cancel);

        (await PackAsync(storage)).ShouldBe(1);
        (await PackAsync(storage)).ShouldBe(0);
    }

    [Fact]
    public async Task Pack_TrialsThatEndedLately_AreLeft()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Postgres, postgres);
        var sweep = await storage.BeginSweepAsync(3);
        await storage.Sweeps.CommitAsync(
            new SweepCommit(sweep.Key, [SweepSteps.Complete(5, 0, 0.5), SweepSteps.Complete(6, 1, 0.5)]), Cancel);
        await storage.ExecuteAsync(
            "update trials set finished_at = finished_at - interval '3 minutes' where number = 1");

        (await PackAsync(storage, TimeSpan.FromMinutes(2))).ShouldBe(1);

        (await RowsAsync(storage, "select number, packed from trials order by number"))
            .ShouldBe(["0|False", "1|True", "2|False"]);
    }

    [Fact]
    public async Task Pack_Sqlite_DoesNothing()
    {
        await using var storage = await DatabaseHarness.OpenAsync(Backend.Sqlite, postgres);
        (await PackAsync(storage)).ShouldBe(0);
    }

    /// <summary>The role of Grafana, for example, was granted the table that is now a view.</summary>
    [Fact]
    public async Task Ensure_RoleThatCouldReadTheTable_CanReadTheView()
    {
        var address = await (await postgres.GetAsync()).CreateDatabaseAsync();
        await using var database = new DatabaseOptions(address).Open();
        await LegacyDatabase.CreateAsync(database, LegacyMigration.All(database.Dialect).Count);
        await using var storage = await DatabaseHarness.OpenAsync(
            address, null, () => { }, migrate: false);
        await storage.ExecuteAsync("create role curve_reader");
        await storage.ExecuteAsync("grant select on metrics to curve_reader");

        await new StorageSchema(database).EnsureAsync(migrate: true, Cancel);

        (await RowsAsync(storage, "select has_table_privilege('curve_reader', 'metrics', 'select')"))
            .ShouldBe(["True"]);
        await storage.ExecuteAsync("drop owned by curve_reader; drop role curve_reader");
    }

    private static IEnumerable<MetricPoint> Regular(string name, int points, Random random) =>
        Enumerable.Range(0, points).Select(i => new MetricPoint(name, 10 + (3 * i), random.NextDouble()));

    private static Task<int> PackAsync(DatabaseHarness storage, TimeSpan ended = default) =>
        new CurvePacker(storage.Database).PackAsync(20, ended, Cancel);

    // Both ways to read them, with EF Core and in SQL.
    private static async Task<IReadOnlyList<string>> TrialsAsync(DatabaseHarness storage, int sweep)
    {
        var listed = TextOf(await storage.Queries.ListTrialsAsync(sweep, new TrialFilter(), Cancel));
        TextOf(await storage.Queries.ListTrialsFromAsync(sweep, 0, Cancel)).ShouldBe(listed);
        return listed;
    }

    private static IReadOnlyList<string> TextOf(IEnumerable<TrialSummary> trials) =>
        [.. trials.Select(trial => string.Create(
            CultureInfo.InvariantCulture, $"{trial.Number} {trial.Step} {trial.Latest}"))];

    private static Task<IReadOnlyList<string>> RowsAsync(DatabaseHarness storage, string sql) => storage.QueryAsync(
        sql,
        row => string.Join('|', Enumerable.Range(0, row.FieldCount).Select(
            column => Convert.ToString(
                row.IsDBNull(column) ? "" : row.GetValue(column), CultureInfo.InvariantCulture))));
}
