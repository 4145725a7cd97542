using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Checkpoints;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Attempts;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Specs;
using Experiments.Testing.Builders;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Experiments.Grains.Tests.Attempts;

/// <summary>What an attempt does at rungs.</summary>
public sealed class RungTests
{
    private readonly InMemoryHarness _storage = new();
    private readonly List<RungReport> _asked = [];
    private RungAnswer _answer = RungAnswer.Continue;
    private bool _best;
    private ImmutableArray<string> _limited = [];
    private Attempt _attempt = NodeStub.Start();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TrialId Trial => new(1, 0);

    [Fact]
    public async Task Report_AtARung_AsksOnceTheCheckpointIsSavedAndNotBefore()
    {
        var host = await BeginAsync([2, 4]);
        (await ReportAsync(host, 1)).ShouldBe(TrialSignal.Continue);
        (await ReportAsync(host, 2)).ShouldBe(TrialSignal.SaveCheckpoint);
        _asked.ShouldBeEmpty();
        await SaveAsync(host, 2);
        _asked.ShouldBe([new RungReport { Trial = 0, Attempt = 1, Step = 2, Objective = 0.2 }]);
        (await ReportAsync(host, 3)).ShouldBe(TrialSignal.Continue);
        _attempt.State.ShouldBe(new AttemptState(AttemptPhase.Training));
    }

    [Theory]
    [InlineData(RungAnswer.Pause, AttemptEnd.Paused)]
    [InlineData(RungAnswer.Stop, AttemptEnd.Pruned)]
    public async Task SaveCheckpoint_TheTrialGoesNoFurther_StopsWithTheCheckpointKept(RungAnswer answer, AttemptEnd end)
    {
        _answer = answer;
        var host = await BeginAsync([1]);
        await ReportAsync(host, 1);
        (await SaveAsync(host, 1)).ShouldBe(TrialSignal.Stop);
        (_attempt.State.Phase, _attempt.State.Result).ShouldBe((AttemptPhase.Stopping, new AttemptResult(end)));
        (await _storage.Checkpoints.LoadLatestAsync(Trial, Cancel))!.Step.ShouldBe(1);
    }

    [Fact]
    public async Task Report_NoCheckpointWasSavedAtTheRung_AsksThenAndKeepsNothingAfterAStop()
    {
        _answer = RungAnswer.Stop;
        var host = await BeginAsync([1]);
        (await ReportAsync(host, 1)).ShouldBe(TrialSignal.SaveCheckpoint);
        (await ReportAsync(host, 2)).ShouldBe(TrialSignal.Stop);
        _asked.ShouldHaveSingleItem().Step.ShouldBe(1);
        (await _storage.ReadMetricsAsync(Trial)).Select(point => point.Step).ShouldBe([1]);
    }

    [Fact]
    public async Task Report_FirstOnePastSeveralRungs_CountsOnceForThemAll()
    {
        var host = await BeginAsync([1, 3, 9]);
        (await ReportAsync(host, 5)).ShouldBe(TrialSignal.SaveCheckpoint);
        await SaveAsync(host, 5);
        (await ReportAsync(host, 8)).ShouldBe(TrialSignal.Continue);
        (await ReportAsync(host, 10)).ShouldBe(TrialSignal.SaveCheckpoint);
        await SaveAsync(host, 10);
        (await ReportAsync(host, 30)).ShouldBe(TrialSignal.Continue);
        _asked.Select(report => report.Step).ShouldBe([5, 10]);
    }

    [Fact]
    public async Task Report_WithoutTheObjective_IsNoRung()
    {
        var host = await BeginAsync([1]);
        (await host.ReportAsync([new MetricPoint("loss", 1, 9)], Cancel)).ShouldBe(TrialSignal.Continue);
        (await ReportAsync(host, 2)).ShouldBe(TrialSignal.SaveCheckpoint);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public async Task Report_NotFinite_IsAskedLikeAnyOther(double objective)
    {
        var host = await BeginAsync([1]);
        await ReportAsync(host, 1, objective);
        await SaveAsync(host, 1);
        _asked.ShouldHaveSingleItem().Objective.ShouldBe(objective);
    }

    [Fact]
    public async Task Report_AtARungWithLimits_SendsTheLastValueOfEachOfTheirMetrics()
    {
        _limited = ["latency", "size", "latency"];
        var host = await BeginAsync([2, 3]);
        await host.ReportAsync([new MetricPoint("latency", 1, 30)], Cancel);
        await host.ReportAsync([new MetricPoint("acc", 2, 0.5), new MetricPoint("latency", 2, 20)], Cancel);
        await SaveAsync(host, 2);
        _asked.ShouldHaveSingleItem().Outcomes.ShouldBe([20, null, 20]);
    }

    [Fact]
    public async Task Start_FromACheckpoint_KnowsTheValuesReportedBefore()
    {
        _limited = ["latency"];
        var lost = await BeginAsync([3]);
        await lost.ReportAsync([new MetricPoint("acc", 1, 0.1), new MetricPoint("latency", 1, 20)], Cancel);
        await SaveAsync(lost, 1);
        await lost.ReportAsync([new MetricPoint("latency", 2, 50)], Cancel);
        var host = await AgainAsync([3]);
        await host.StartAsync(Cancel);
        await ReportAsync(host, 3);
        await SaveAsync(host, 3);
        // What came after the checkpoint is forgotten.
        _asked.ShouldHaveSingleItem().Outcomes.ShouldBe([20]);
    }

    [Fact]
    public async Task Report_RungsAreInAMetric_CountsWhereThatIs()
    {
        var host = await BeginAsync([1_000], new RungClock.Metric("samples"));
        (await host.ReportAsync([new MetricPoint("acc", 1, 0.1), new MetricPoint("samples", 1, 999)], Cancel)).ShouldBe(
            TrialSignal.Continue);
        (await host.ReportAsync(
            [new MetricPoint("acc", 2, 0.2), new MetricPoint("samples", 2, 1_500)],
            Cancel)).ShouldBe(TrialSignal.SaveCheckpoint);
        await SaveAsync(host, 2);
        _asked.ShouldHaveSingleItem().Step.ShouldBe(1_500);
    }

    [Fact]
    public async Task Start_TheOneBeforeWasLostBeforeTheSweepHeard_TellsItNow()
    {
        var lost = await BeginAsync([2]);
        await ReportAsync(lost, 1);
        await ReportAsync(lost, 2);
        // The checkpoint was saved, and the silo died before the sweep was asked.
        await _storage.Checkpoints.SaveAsync(new Checkpoint(Trial, 1, 2, new byte[] { 1 }), Cancel);
        var next = await AgainAsync([2]);
        (await next.StartAsync(Cancel))!.Step.ShouldBe(2);
        _asked.ShouldBe([new RungReport { Trial = 0, Attempt = 2, Step = 2, Objective = 0.2 }]);
        (await ReportAsync(next, 3)).ShouldBe(TrialSignal.Continue);
    }

    [Fact]
    public async Task Start_TheSweepHeardAndTheTrialRestsNow_Stops()
    {
        var lost = await BeginAsync([1]);
        await ReportAsync(lost, 1);
        await _storage.Checkpoints.SaveAsync(new Checkpoint(Trial, 1, 1, new byte[] { 1 }), Cancel);
        _answer = RungAnswer.Pause;
        var next = await AgainAsync([1]);
        await next.StartAsync(Cancel);
        (_attempt.State.Phase, _attempt.State.Result).ShouldBe(
            (AttemptPhase.Stopping, new AttemptResult(AttemptEnd.Paused)));
    }

    [Fact]
    public async Task Start_OlderThanTheRung_TrainsThereAgainFirst()
    {
        var lost = await BeginAsync([2]);
        await ReportAsync(lost, 1);
        await _storage.Checkpoints.SaveAsync(new Checkpoint(Trial, 1, 1, new byte[] { 1 }), Cancel);
        await ReportAsync(lost, 2);
        var next = await AgainAsync([2]);
        (await next.StartAsync(Cancel))!.Step.ShouldBe(1);
        _asked.ShouldBeEmpty();
        (await ReportAsync(next, 2)).ShouldBe(TrialSignal.SaveCheckpoint);
    }

    [Fact]
    public async Task Start_RungsAreCountedInReports_CountsOnFromThoseBeforeTheCheckpoint()
    {
        var lost = await BeginAsync([3], new RungClock.Reports());
        foreach (var step in new[] { 500, 1_000 }) (await ReportAsync(lost, step)).ShouldBe(TrialSignal.Continue);
        await _storage.Checkpoints.SaveAsync(new Checkpoint(Trial, 1, 1_000, new byte[] { 1 }), Cancel);
        (await ReportAsync(lost, 1_500)).ShouldBe(TrialSignal.SaveCheckpoint);
        // Lost before its checkpoint was kept: reports after the previous checkpoint do not count.
        var next = await AgainAsync([3], new RungClock.Reports());
        (await next.StartAsync(Cancel))!.Step.ShouldBe(1_000);
        _asked.ShouldBeEmpty();
        (await ReportAsync(next, 1_500)).ShouldBe(TrialSignal.SaveCheckpoint);
        await SaveAsync(next, 1_500);
        _asked.ShouldBe([new RungReport { Trial = 0, Attempt = 2, Step = 3, Objective = 150, Best = 150 }]);
    }

    [Fact]
    public async Task Start_RungsAreCountedInReportsAndTheSweepHasNotHeard_TellsItNow()
    {
        var lost = await BeginAsync([2], new RungClock.Reports());
        await ReportAsync(lost, 500, 0.75);
        await ReportAsync(lost, 1_000, 0.5);
        await _storage.Checkpoints.SaveAsync(new Checkpoint(Trial, 1, 1_000, new byte[] { 1 }), Cancel);
        var next = await AgainAsync([2], new RungClock.Reports());
        (await next.StartAsync(Cancel))!.Step.ShouldBe(1_000);
        _asked.ShouldBe([new RungReport { Trial = 0, Attempt = 2, Step = 2, Objective = 0.5, Best = 0.75 }]);
    }

    [Fact]
    public async Task Report_TrialsRankByTheirBestValue_ItCountsAtRungsAndInTheEnd()
    {
        _best = true;
        var lost = await BeginAsync([2]);
        await ReportAsync(lost, 1, 0.75);
        (await ReportAsync(lost, 2, 0.5)).ShouldBe(TrialSignal.SaveCheckpoint);
        await SaveAsync(lost, 2);
        _asked.ShouldBe([new RungReport { Trial = 0, Attempt = 1, Step = 2, Objective = 0.75 }]);
        await ReportAsync(lost, 3, 0.9);
        (await lost.ObjectiveAsync()).ShouldBe(0.9);

        // What was reported after the checkpoint is reported again.
        var next = await AgainAsync([4]);
        (await next.StartAsync(Cancel))!.Step.ShouldBe(2);
        (await next.ObjectiveAsync()).ShouldBe(0.75);
        await ReportAsync(next, 3, 0.25);
        (await next.ObjectiveAsync()).ShouldBe(0.75);
        await ReportAsync(next, 4, 0.8);
        await SaveAsync(next, 4);
        _asked[^1].ShouldBe(new RungReport { Trial = 0, Attempt = 2, Step = 4, Objective = 0.8 });
        await ReportAsync(next, 5, double.NaN);
        (await next.ObjectiveAsync()).ShouldBe(0.8);
    }

    [Fact]
    public async Task Report_NoFiniteValueAndTrialsRankByTheBest_IsTheLast()
    {
        _best = true;
        var host = await BeginAsync([2]);
        (await host.ObjectiveAsync()).ShouldBeNull();
        await ReportAsync(host, 1, double.NaN);
        (await host.ObjectiveAsync()).ShouldBe(double.NaN);
    }

    private async Task<AttemptHost> BeginAsync(ImmutableArray<int> rungs, RungClock? clock = null)
    {
        await _storage.BeginSweepAsync(trials: 1);
        var host = Host(1, rungs, clock);
        await host.StartAsync(Cancel);
        return host;
    }

    private async Task<AttemptHost> AgainAsync(ImmutableArray<int> rungs, RungClock? clock = null)
    {
        await _storage.Sweeps.CommitAsync(
            new SweepCommit(1, [SweepSteps.Requeue(3, 0, 1, 1, "lost"), SweepSteps.Begin(4, 0, 2, 1)]), Cancel);
        return Host(2, rungs, clock);
    }

    private AttemptHost Host(int attempt, ImmutableArray<int> rungs, RungClock? clock)
    {
        var meters = new AttemptMeters(
            new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        _attempt = NodeStub.Start(attempt: attempt);
        return new AttemptHost(
            _attempt, Trial, "acc", _best ? new ReportCount("acc", Goal.Maximize) : null,
            _limited.IsEmpty ? null : new OutcomeWatch(_limited),
            new RungWatch(rungs, "acc", Goal.Maximize, clock ?? new RungClock.Step()), AskAsync,
            _storage.Metrics, _storage.Checkpoints, _ => { }, meters,
            null, TimeProvider.System);
    }

    private Task<RungAnswer> AskAsync(RungReport report)
    {
        _asked.Add(report);
        return Task.FromResult(_answer);
    }

    private static ValueTask<TrialSignal> ReportAsync(AttemptHost host, long step, double? objective = null) =>
        host.ReportAsync([new MetricPoint("acc", step, objective ?? step / 10.0)], Cancel);

    private static Task<TrialSignal> SaveAsync(AttemptHost host, long step) =>
        host.SaveCheckpointAsync(step, new byte[] { 1 }, Cancel);
}
