using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Search.States;
using Experiments.Storage.Model;
using Experiments.Storage.Reading;
using Experiments.Storage.Tests.Backends;
using Experiments.Testing.Builders;
using Experiments.Testing.Postgres;
using Microsoft.EntityFrameworkCore;

namespace Experiments.Storage.Tests.Reading;

/// <summary>What a user's program reads, from a sweep 'mnist' with four trials of which three have completed.</summary>
public abstract class ExperimentsDbReadingTests : IAsyncLifetime
{
    private DatabaseHarness? _storage;
    private ExperimentsDb? _db;

    private ExperimentsDb Db => _db!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected abstract Task<DatabaseHarness> OpenAsync();

    public async ValueTask InitializeAsync()
    {
        _storage = await OpenAsync();
        await SubmitAsync("old", "mnist", 1);
        var sweep = await SubmitAsync("new", "mnist", 10, 9.5, 1e-5, 2);
        var key = (await _storage.QueryAsync("select max(key) from sweeps", row => row.GetInt32(0)))[0];
        await WriteAsync(new TrialId(key, 0), ("loss", 1, 0.5), ("loss", 3, double.NaN), ("loss", 10, 0.25));
        await WriteAsync(new TrialId(key, 2), ("loss", 1, double.PositiveInfinity), ("accuracy", 1, 0.75));
        await _storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep, [.. new[] { 0.5, 0.75, 0.25 }.Select((objective, i) =>
                    SweepSteps.Complete(i + 10, i, objective))]), Cancel);
        _db = await ExperimentsDb.OpenAsync(_storage.Address, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        if (_db is not null) await _db.DisposeAsync();
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task GetSweep_Name_IsTheNewestOfThatName()
    {
        (await Db.GetSweepAsync("mnist", Cancel)).Id.ShouldBe("new");
        (await Db.GetSweepAsync("ol", Cancel)).Id.ShouldBe("old");
        (await Should.ThrowAsync<UserErrorException>(() => Db.GetSweepAsync("mnits", Cancel))).Message
            .ShouldContain("new (mnist)");
    }

    [Fact]
    public async Task BestTrials_OfASweep_HasItsParameters()
    {
        var best = await Db.BestTrials.SingleAsync(trial => trial.Sweep == "new", Cancel);
        (best.Trial, best.Objective, best.Parameters.Number("learning_rate")).ShouldBe((1, 0.75, 9.5));
    }

    [Fact]
    public async Task Trials_InAProjection_HaveTypedParameters() =>
        (await Db.Trials.Where(trial => trial.Status == TrialStatus.Completed).OrderBy(trial => trial.Number)
            .Select(trial => trial.Parameters.Number("learning_rate")).ToListAsync(Cancel))
            .ShouldBe([10, 9.5, 1e-5]);

    [Fact]
    public async Task Parameters_FilteredAndSortedByNumber_CompareAsNumbers()
    {
        var rows = await Db.Parameters
            .Where(row => row.Sweep == "new" && row.Parameter == "learning_rate" && row.Number < 10)
            .OrderBy(row => row.Number).ToListAsync(Cancel);
        rows.Select(row => (row.Trial, row.Number, row.Objective)).ShouldBe(
            [(2, 1e-5, 0.25), (3, 2, null), (1, 9.5, 0.75)]);
        rows.ShouldAllBe(row => row.Name == "mnist");
    }

    [Fact]
    public async Task Parameters_JoinedWithTrials_FilterThem() =>
        (await (
            from trial in Db.Trials
            join rate in Db.Parameters on trial.Id equals rate.TrialId
            where rate.Sweep == "new" && rate.Number > 5 && trial.Status == TrialStatus.Completed
            orderby rate.Number
            select trial.Number).ToListAsync(Cancel)).ShouldBe([1, 0]);

    [Fact]
    public async Task Parameters_OfEachKind_HaveTheirTextAndOnlyNumbersANumber()
    {
        await _storage!.ExecuteAsync(
            """
            update trials set assignment = '{"a.b": "it''s \"odd\"", "layers": [128, 64], "nesterov": true, "epochs": 3,
            "rate": 1.0e-4, "seed": null, "text": "1"}' where number = 3
            """);
        var rows = await Db.Parameters.Where(row => row.Sweep == "new" && row.Trial == 3)
            .OrderBy(row => row.Parameter).ToListAsync(Cancel);
        rows.Select(row => (row.Parameter, row.Text?.Replace(" ", ""), row.Number)).ShouldBe(
            [
                ("a.b", "it's\"odd\"", null), ("epochs", "3", 3), ("layers", "[128,64]", null),
                ("nesterov", "true", null), ("rate", "1.0e-4", 1e-4), ("seed", null, null), ("text", "1", null),
            ]);
    }

    [Fact]
    public async Task GetCurve_ReportedMetric_HasArraysInTheOrderOfSteps()
    {
        var curve = await Db.GetCurveAsync("mnist", 0, "loss", Cancel);
        curve.Steps.ShouldBe([1L, 3, 10]);
        curve.Values.ShouldBe([0.5, double.NaN, 0.25]);
        curve.Times.ShouldBe(Enumerable.Repeat(DateTimeOffset.UnixEpoch.AddYears(50), 3));
        (curve.Trial, curve.Metric).ShouldBe((0, "loss"));
    }

    [Fact]
    public async Task GetCurve_MetricOfOtherTrials_IsEmpty() =>
        (await Db.GetCurveAsync("mnist", 0, "accuracy", Cancel)).Values.ShouldBeEmpty();

    [Fact]
    public async Task GetCurve_UnknownMetricOrTrial_SaysWhichThereAre()
    {
        (await Should.ThrowAsync<UserErrorException>(() => Db.GetCurveAsync("mnist", 0, "los", Cancel))).Message
            .ShouldBe("no trial of sweep 'mnist' (new) has reported a metric 'los'; did you mean 'loss'?");
        (await Should.ThrowAsync<UserErrorException>(() => Db.GetCurveAsync("mnist", 0, "x", Cancel))).Message
            .ShouldBe("no trial of sweep 'mnist' (new) has reported a metric 'x'; its metrics are accuracy, loss");
        (await Should.ThrowAsync<UserErrorException>(() => Db.GetCurvesAsync("old", "loss", Cancel))).Message
            .ShouldBe("no trial of sweep 'mnist' (old) has reported a metric 'loss', nor any other yet");
        (await Should.ThrowAsync<UserErrorException>(() => Db.GetCurveAsync("mnist", 4, "loss", Cancel))).Message
            .ShouldBe("sweep 'mnist' (new) has no trial 4: they are numbered from 0");
    }

    [Fact]
    public async Task GetCurves_ReportedMetric_HasOneOfEachTrialThatReportedIt() =>
        (await Db.GetCurvesAsync("mnist", "loss", Cancel)).Select(curve => (curve.Trial, curve.Steps.Length))
            .ShouldBe([(0, 3), (2, 1)]);

    private async Task<int> SubmitAsync(string id, string name, params double[] learningRates)
    {
        var sweep = await _storage!.Sweeps.CreateAsync(new NewSweep(id, SweepSpecs.Grid(name), "cluster-1"), Cancel);
        await _storage.Sweeps.CommitAsync(
            new SweepCommit(
                sweep.Key, [SweepSteps.Prepared(1),
                    .. learningRates.Select((rate, i) => SweepSteps.Begin(i + 2, i, learningRate: rate))]), Cancel);
        return sweep.Key;
    }

    private async Task WriteAsync(TrialId trial, params (string Metric, long Step, double Value)[] points) =>
        (await _storage!.WriteAsync(
            trial, 1, [.. points.Select(point => new MetricPoint(point.Metric, point.Step, point.Value))]))
            .ShouldBeTrue();
}

public sealed class SqliteReadingTests : ExperimentsDbReadingTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenSqliteAsync();
}

public sealed class PostgresReadingTests(SharedPostgres postgres) : ExperimentsDbReadingTests
{
    private protected override Task<DatabaseHarness> OpenAsync() => DatabaseHarness.OpenPostgresAsync(postgres);
}
