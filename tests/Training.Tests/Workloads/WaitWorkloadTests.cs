using Experiments.Contracts.Ports.Execution;
using Experiments.Training.Executors;
using Experiments.Training.Tests.Support;
using Experiments.Training.Workloads;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Training.Tests.Workloads;

public class WaitWorkloadTests
{
    private static TrialOrder Order(double seconds, int epochs) =>
        Trials.Order(
            "wait", Trials.Parameters(("seconds", seconds), ("epochs", epochs), ("value", 8.0)), dataset: null);

    [Fact]
    public async Task TrainAsync_NoSeconds_ReportsAtOnceAndSavesNothing()
    {
        var host = new RecordingHost();

        await new WaitWorkload(new FakeTimeProvider())
            .TrainAsync(new HostedTrial(Order(0, 4), host), CancellationToken.None);

        host.Points.Select(point => (point.Step, point.Value)).ShouldBe([(1, 2), (2, 4), (3, 6), (4, 8)]);
        host.Checkpoints.ShouldBeEmpty();
    }

    [Fact]
    public async Task TrainAsync_SomeSeconds_ReportsAtEqualDistancesAndResumes()
    {
        var time = new FakeTimeProvider();
        var host = new RecordingHost();
        var run = new WaitWorkload(time).TrainAsync(new HostedTrial(Order(20, 2), host), CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(9));
        host.Points.ShouldBeEmpty();
        time.Advance(TimeSpan.FromSeconds(1));
        host.Points.ShouldHaveSingleItem().Value.ShouldBe(4);
        time.Advance(TimeSpan.FromSeconds(10));
        await run;

        var resumed = new RecordingHost();
        var rest = new WaitWorkload(time)
            .TrainAsync(
                new HostedTrial(Order(20, 2) with { Resume = host.Checkpoints[0] }, resumed), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(10));
        await rest;
        resumed.Points.ShouldBe(host.Points.Skip(1));
    }

    [Fact]
    public async Task TrainAsync_Interrupted_EndsAtOnce()
    {
        using var interrupt = new CancellationTokenSource();
        var run = new WaitWorkload(new FakeTimeProvider())
            .TrainAsync(new HostedTrial(Order(20, 2), new RecordingHost()), interrupt.Token);

        await interrupt.CancelAsync();

        await run.ShouldThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task TrainAsync_ToldToStop_ReportsNoMore()
    {
        var host = new RecordingHost { Answer = _ => TrialSignal.Stop };

        await new WaitWorkload(new FakeTimeProvider())
            .TrainAsync(new HostedTrial(Order(0, 4), host), CancellationToken.None);

        host.Points.ShouldHaveSingleItem();
    }
}
