using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public class MetricReportsTests
{
    private readonly RecordingHost _host = new();

    private async Task<string[]> ReportAsync(long step, params string[] lines)
    {
        var reports = ReportsTo(_host, step);
        foreach (var line in lines) await reports.TakeAsync(line);
        return [.. _host.Points.Select(point => $"{point.Step}:{point.Metric}={point.Value}")];
    }

    [Fact]
    public async Task Take_NoSteps_CountsWhereAMetricRepeats() =>
        (await ReportAsync(0, "loss=3 acc=1", "lr=9", "loss=2", "acc=2", "loss=1"))
            .ShouldBe(["1:loss=3", "1:acc=1", "1:lr=9", "2:loss=2", "2:acc=2", "3:loss=1"]);

    [Fact]
    public async Task Take_StepOnALineOfItsOwn_HoldsForTheNextLines() =>
        (await ReportAsync(0, "epoch=0", "loss=3", "acc=1", "epoch=5", "loss=2", "loss=1"))
            .ShouldBe(["0:loss=3", "0:acc=1", "5:loss=2", "6:loss=1"]);

    [Fact]
    public async Task Take_StepsNamed_AreThose() =>
        (await ReportAsync(0, "step=10 loss=3", "step=20 loss=2", "step=20 loss=1"))
            .ShouldBe(["10:loss=3", "20:loss=2", "20:loss=1"]);

    [Fact]
    public async Task Take_AfterACheckpoint_CountsOn() =>
        (await ReportAsync(4, "loss=3", "loss=2")).ShouldBe(["5:loss=3", "6:loss=2"]);

    [Fact]
    public async Task Take_MoreNamesThanATrialMayHave_LeavesTheRestOut()
    {
        var reports = ReportsTo(_host, 0);
        for (var i = 0; i < MetricReports.MostNames + 5; i++) await reports.TakeAsync($"m{i}=1");
        await reports.TakeAsync("m0=2");

        _host.Points.Count.ShouldBe(MetricReports.MostNames + 1);
        reports.Refused.ShouldBe(5);
    }

    [Fact]
    public async Task Take_HostSaysStop_PassesItOn()
    {
        var host = new RecordingHost { Answer = _ => TrialSignal.Stop };

        (await ReportsTo(host, 0).TakeAsync("loss=1")).ShouldBe(TrialSignal.Stop);
    }

    private static MetricReports ReportsTo(RecordingHost host, long step)
    {
        var notices = new Notices(_ => { });
        return new(host, new StepAxis(step, notices), new ObjectiveWatch("loss"), ["loss"], notices);
    }
}
