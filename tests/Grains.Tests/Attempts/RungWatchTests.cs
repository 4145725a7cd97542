using Experiments.Contracts.Metrics;
using Experiments.Grains.Attempts;
using Experiments.Search.Specs;

namespace Experiments.Grains.Tests.Attempts;

/// <summary>Rungs that are counted in reports of the objective.</summary>
public sealed class RungWatchTests
{
    private readonly RungWatch _watch = new([3, 5], "acc", Goal.Maximize, new RungClock.Reports());

    [Fact]
    public void See_StepsFarApart_ReachesARungWithThatManyReports()
    {
        See(500, 0.5).ShouldBeNull();
        See(1_000, 0.9).ShouldBeNull();
        See(1_500, 0.25).ShouldBe(new ReachedRung(3, 0.25, 0.9));
        See(2_000, 0.1).ShouldBeNull();
        See(2_500, 1).ShouldBe(new ReachedRung(5, 1, 1));
        _watch.IsDone.ShouldBeTrue();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void See_NotFinite_CountsForNothing(double value)
    {
        for (var step = 1; step < 10; step++) See(step, value).ShouldBeNull();
        See(10, 0.1);
        See(11, 0.2);
        See(12, value).ShouldBeNull();
        See(13, 0.3).ShouldBe(new ReachedRung(3, 0.3, 0.3));
    }

    [Fact]
    public void See_OtherMetricOrAStepThatWasCounted_CountsForNothing()
    {
        for (var repeat = 0; repeat < 5; repeat++) See(7, 0.5).ShouldBeNull();
        See(3, 0.5).ShouldBeNull();
        for (var step = 8; step < 20; step++) _watch.See([new MetricPoint("loss", step, 1)]).ShouldBeNull();
        See(20, 0.5).ShouldBeNull();
        See(21, 0.5).ShouldNotBeNull();
    }

    [Fact]
    public void See_SeveralValuesAtOnce_TakesTheOneAtTheRungAndCountsTheRest()
    {
        _watch.See([new("acc", 1, 0.1), new("acc", 2, 0.2), new("acc", 3, 0.3), new("acc", 4, 0.4)])
            .ShouldBe(new ReachedRung(3, 0.3, 0.3));
        See(5, 0.5).ShouldBe(new ReachedRung(5, 0.5, 0.5));
    }

    [Fact]
    public void See_SeveralRungsInOneReport_ReachesTheFirstNowAndTheNextWithTheNextReport()
    {
        _watch.See([.. Enumerable.Range(1, 6).Select(step => new MetricPoint("acc", step, step))])
            .ShouldBe(new ReachedRung(3, 3, 3));
        See(7, 0.5).ShouldBe(new ReachedRung(7, 0.5, 6));
    }

    [Fact]
    public void Resume_BelowARung_CountsOnAndRemembersTheBest()
    {
        _watch.Resume(new MetricSummary(2, 0.1, 0.75, new MetricPoint("acc", 1_000, 0.1))).ShouldBeNull();
        // The program repeats what it printed before.
        See(500, 0.9).ShouldBeNull();
        See(1_000, 0.9).ShouldBeNull();
        See(1_500, 0.5).ShouldBe(new ReachedRung(3, 0.5, 0.75));
    }

    [Fact]
    public void Resume_AtARung_IsThere() =>
        _watch.Resume(new MetricSummary(3, 0.1, 0.75, new MetricPoint("acc", 1_500, 0.1)))
            .ShouldBe(new ReachedRung(3, 0.1, 0.75));

    [Fact]
    public void Resume_NothingBefore_CountsFromTheBeginning()
    {
        _watch.Resume(new MetricSummary(0, double.NaN, double.NaN, null)).ShouldBeNull();
        See(1, 0.5);
        See(2, 0.5).ShouldBeNull();
        See(3, 0.5).ShouldNotBeNull();
    }

    [Fact]
    public void Resume_Minimize_RemembersTheLeast()
    {
        var watch = new RungWatch([2], "loss", Goal.Minimize, new RungClock.Reports());
        watch.Resume(new MetricSummary(1, 0.25, 0.25, new MetricPoint("loss", 9, 0.25)));
        watch.See([new MetricPoint("loss", 10, 0.5)]).ShouldBe(new ReachedRung(2, 0.5, 0.25));
    }

    private ReachedRung? See(long step, double value) => _watch.See([new MetricPoint("acc", step, value)]);
}
