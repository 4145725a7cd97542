using Experiments.Contracts.Metrics;
using Experiments.Grains.Attempts;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Grains.Tests.Attempts;

public sealed class TrialMetersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TrialMeters _meters;

    public TrialMetersTests() => _meters = new TrialMeters(_time);

    [Fact]
    public void Current_Reports_ShowsTheLatestOfEachMetric()
    {
        Report(0, new("loss", 1, 0.5), new("acc", 1, 0.1));
        Report(0, new MetricPoint("loss", 2, 0.25));
        var trial = _meters.Current().Single();
        (trial.SweepId, trial.Sweep, trial.Trial, trial.Epoch).ShouldBe(("id", "name", 0, 2));
        trial.Values.ShouldBe([new("acc", 0.1), new("loss", 0.25)]);
    }

    [Fact]
    public void Current_TrialEnded_IsShownForItsRetention()
    {
        Report(0, new MetricPoint("loss", 1, 0.5));
        Report(1, new MetricPoint("loss", 1, 0.5));
        _meters.Ended("id", 0);
        _time.Advance(TrialMeters.Retention - TimeSpan.FromTicks(1));
        _meters.Current().Count().ShouldBe(2);
        _time.Advance(TimeSpan.FromTicks(1));
        _meters.Current().Single().Trial.ShouldBe(1);
    }

    [Fact]
    public void Current_ManyTrialsEndInAShortTime_ShowsTheNewestAndWhatRuns()
    {
        for (var trial = 0; trial <= 1_000; trial++) Report(trial, new MetricPoint("loss", 1, 0.5));
        for (var trial = 0; trial < 1_000; trial++) _meters.Ended("id", trial);

        _meters.Current().Select(trial => trial.Trial).Order()
            .ShouldBe(Enumerable.Range(1_000 - TrialMeters.MostEnded, TrialMeters.MostEnded + 1));
    }

    [Fact]
    public void Current_NextAttemptReports_IsShownOn()
    {
        Report(0, new MetricPoint("loss", 1, 0.5));
        _meters.Ended("id", 0);
        _time.Advance(TimeSpan.FromMinutes(1));
        Report(0, new MetricPoint("loss", 2, 0.25));
        _time.Advance(TrialMeters.Retention);
        _meters.Current().Single().Epoch.ShouldBe(2);
    }

    [Fact]
    public void Ended_NobodyLooks_ForgetsWhatIsOld()
    {
        for (var trial = 0; trial < 100; trial++)
        {
            Report(trial, new MetricPoint("loss", 1, 0.5));
            _meters.Ended("id", trial);
            _time.Advance(TrialMeters.Retention / 10);
        }

        _meters.Count.ShouldBeLessThanOrEqualTo(11);
    }

    [Fact]
    public void Ended_NeverReported_ShowsNothing()
    {
        _meters.Ended("id", 0);
        _meters.Current().ShouldBeEmpty();
    }

    private void Report(int trial, params MetricPoint[] points) => _meters.Reported("id", "name", trial, [.. points]);
}
