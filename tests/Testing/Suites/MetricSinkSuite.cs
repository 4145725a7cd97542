using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Builders;

namespace Experiments.Testing.Suites;

/// <summary>Tests the contract of <see cref="IMetricSink"/>.</summary>
public abstract class MetricSinkSuite : StorageSuite
{
    [Fact]
    public async Task Write_CurrentAttempt_IsStored()
    {
        var trial = await BeginAsync();
        MetricPoint[] points = [new("acc", 1, 0.5), new("acc", 2, 0.75), new("loss", 1, -1e-300)];
        (await Storage.WriteAsync(trial, 1, points)).ShouldBeTrue();
        (await Storage.ReadMetricsAsync(trial)).ShouldBe(points);
    }

    [Fact]
    public async Task Write_NotFinite_ComesBackAsItWas()
    {
        var trial = await BeginAsync();
        MetricPoint[] points =
        [
            new("loss", 1, double.NaN), new("loss", 2, double.PositiveInfinity),
            new("loss", 3, double.NegativeInfinity), new("loss", 4, 0),
        ];
        (await Storage.WriteAsync(trial, 1, points)).ShouldBeTrue();
        (await Storage.ReadMetricsAsync(trial)).ShouldBe(points);
    }

    [Fact]
    public async Task Write_OlderAttempt_IsRefused()
    {
        var trial = await BeginAsync();
        await CommitAsync(trial, SweepSteps.Begin(3, 0, 2));
        (await Storage.WriteAsync(trial, 1, new MetricPoint("loss", 1, 1))).ShouldBeFalse();
        (await Storage.WriteAsync(trial, 2, new MetricPoint("loss", 1, 2))).ShouldBeTrue();
        (await Storage.ReadMetricsAsync(trial)).ShouldBe([new MetricPoint("loss", 1, 2)]);
    }

    [Fact]
    public async Task Write_TrialThatEnded_IsRefused()
    {
        var trial = await BeginAsync();
        await CommitAsync(trial, SweepSteps.Complete(3, 0, 0.5));
        (await Storage.WriteAsync(trial, 1, new MetricPoint("loss", 1, 1))).ShouldBeFalse();
        (await Storage.ReadMetricsAsync(trial)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Write_UnknownTrial_IsRefused()
    {
        var trial = await BeginAsync();
        (await Storage.WriteAsync(trial with { Number = 99 }, 1, new MetricPoint("loss", 1, 1))).ShouldBeFalse();
    }

    [Fact]
    public async Task Write_SamePointsAgain_AreStoredOnce()
    {
        var trial = await BeginAsync();
        MetricPoint[] points = [new("loss", 1, 3), new("loss", 2, 2)];
        (await Storage.WriteAsync(trial, 1, points)).ShouldBeTrue();
        (await Storage.WriteAsync(trial, 1, [.. points, new("loss", 3, 1)])).ShouldBeTrue();
        (await Storage.ReadMetricsAsync(trial)).Select(point => point.Value).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public async Task Write_SamePointTwiceInABatch_KeepsTheLast()
    {
        var trial = await BeginAsync();
        (await Storage.WriteAsync(
            trial, 1, new MetricPoint("loss", 1, 3), new MetricPoint("loss", 1, 4))).ShouldBeTrue();
        (await Storage.ReadMetricsAsync(trial)).ShouldBe([new MetricPoint("loss", 1, 4)]);
    }

    [Fact]
    public async Task Write_EmptyBatch_TellsWhetherTheAttemptIsCurrent()
    {
        var trial = await BeginAsync();
        (await Storage.WriteAsync(trial, 1)).ShouldBeTrue();
        (await Storage.WriteAsync(trial, 2)).ShouldBeFalse();
    }

    [Fact]
    public async Task Write_ManyTrialsAtOnce_StoresEachPointOnce()
    {
        var sweep = await Storage.BeginSweepAsync(trials: 20);
        var receipts = new List<Task<bool>>();
        for (var step = 0; step < 25; step++)
        {
            for (var trial = 0; trial < 20; trial++)
            {
                receipts.Add(await Storage.Metrics.WriteAsync(
                    new MetricBatch(
                        new TrialId(sweep.Key, trial), 1, DateTimeOffset.UnixEpoch,
                        [new("a", step, trial), new("b", step, step)]),
                    Cancel));
            }
        }

        (await Task.WhenAll(receipts)).ShouldAllBe(accepted => accepted);
        for (var trial = 0; trial < 20; trial++)
        {
            var points = await Storage.ReadMetricsAsync(new TrialId(sweep.Key, trial));
            points.Count.ShouldBe(50);
            points.Where(point => point.Metric == "a").ShouldAllBe(point => point.Value == trial);
        }
    }

    private async Task<TrialId> BeginAsync() => new((await Storage.BeginSweepAsync(trials: 1)).Key, 0);

    private Task CommitAsync(TrialId trial, params Search.Events.SearchStep[] steps) =>
        Storage.Sweeps.CommitAsync(new SweepCommit(trial.SweepKey, [.. steps]), Cancel);
}
