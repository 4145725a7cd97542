using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Fakes;
using Experiments.Training.Outside;
using Experiments.Training.Programs;
using Experiments.Training.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Training.Tests.Outside;

public sealed class OutsideExecutorTests
{
    private const int Number = 4;

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryTrialLogStore _logs = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly OutsideExecutor _executor;

    public OutsideExecutorTests() => _executor = new(
        _logs, new ProgramOptions { LogPause = TimeSpan.Zero }, _time, NullLogger<OutsideExecutor>.Instance);

    [Fact]
    public async Task Tell_LinesAndEnd_AreReportedAsThoseOfAProgram()
    {
        var host = new RecordingHost();
        var run = RunAsync(host);
        (await TellAsync(1, "epoch=1 loss=3", "hello", """{"epoch": 2, "loss": 2.5}""")).ShouldBe(GoesOn);
        (await TellAsync(2, OutsideEnd.Completed, "loss=2")).ShouldBe(IsOver);
        await run;

        host.Points.Select(point => (point.Step, point.Value)).ShouldBe([(1, 3), (2, 2.5), (3, 2)]);
        string.Concat(_logs.Read(new TrialId(1, Number), 1).Select(part => part.Text))
            .ShouldBe("epoch=1 loss=3\nhello\n{\"epoch\": 2, \"loss\": 2.5}\nloss=2\n");
    }

    [Fact]
    public async Task Tell_AgainOrWithAGap_TakesEachMessageOnce()
    {
        var host = new RecordingHost();
        var run = RunAsync(host);
        for (var i = 0; i < 3; i++) (await TellAsync(1, "loss=3")).ShouldBe(GoesOn);
        (await Should.ThrowAsync<UserErrorException>(() => TellAsync(3, "loss=1"))).Message.ShouldBe(
            "message 3 of attempt 1 of trial 4 cannot be taken: the next one is 2; number messages without gaps, and "
            + "repeat only the last one");
        (await TellAsync(0)).ShouldBe(GoesOn);
        await TellAsync(2, OutsideEnd.Completed);
        await run;
        host.Points.ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Fact]
    public async Task Tell_AtARung_AsksAtOnceAndEndsIfToldTo()
    {
        var asked = 0;
        var host = new RecordingHost { Answer = Decide };
        var run = RunAsync(host);
        (await TellAsync(1, "epoch=1 loss=3")).ShouldBe(GoesOn);
        (await TellAsync(2, "epoch=2 loss=3", "epoch=3 loss=3")).ShouldBe(IsOver);
        await run;
        asked.ShouldBe(2);
        // What came after the decision in the same message is not kept.
        host.Points.Select(point => point.Step).ShouldBe([1L, 2L]);

        TrialSignal Decide(ImmutableArray<MetricPoint> points) => !points.IsEmpty ? TrialSignal.SaveCheckpoint
            : ++asked == 1 ? TrialSignal.Continue : TrialSignal.Stop;
    }

    [Fact]
    public async Task Run_WorkerIsSilent_FailsOnceTheTimePassesThatItGave()
    {
        var run = RunAsync(new RecordingHost());
        await TellAsync(1, "loss=3");
        _time.Advance(TimeSpan.FromSeconds(9));
        await TellAsync(0);
        _time.Advance(TimeSpan.FromSeconds(9));
        run.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));
        (await Should.ThrowAsync<WorkerFailedException>(() => run)).Message.ShouldBe("its worker was silent for 10 s");
        var late = TellAsync(2, "loss=2");
        _time.Advance(TimeSpan.FromSeconds(5));
        (await late).ShouldBeNull();
    }

    [Fact]
    public async Task Run_NobodyTakesIt_FailsAfterHalfAMinute()
    {
        var run = RunAsync(new RecordingHost());
        _time.Advance(TimeSpan.FromSeconds(29));
        run.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<WorkerFailedException>(() => run);
    }

    [Fact]
    public async Task Run_WorkerFailsOrLetsGoOrIsInterrupted_EndsAsThat()
    {
        var failed = RunAsync(new RecordingHost());
        await TellAsync(1, OutsideEnd.Failed);
        (await Should.ThrowAsync<WorkerFailedException>(() => failed)).Message.ShouldBe("why");
        var released = RunAsync(new RecordingHost());
        await TellAsync(1, OutsideEnd.Released);
        await Should.ThrowAsync<OperationCanceledException>(() => released);
        var interrupted = RunAsync(new RecordingHost());
        await TellAsync(1, "loss=3");
        await _interrupt.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => interrupted);
    }

    private static OutsideAnswer GoesOn => new(true);

    private static OutsideAnswer IsOver => new(false);

    private Task RunAsync(RecordingHost host) => _executor.RunAsync(
        new TrialOrder
        {
            SweepId = "sweep",
            Trial = new TrialId(1, Number),
            Attempt = 1,
            Workload = new WorkloadSpec.Outside(),
            Parameters = new TrialParameters(Assignment.Empty, null),
            Objective = "loss",
            Seed = 7,
            Device = "cpu",
            Threads = 1,
            CheckpointEveryEpochs = 1,
        }, host, _interrupt.Token);

    private Task<OutsideAnswer?> TellAsync(long number, params string[] lines) => TellAsync(number, null, lines);

    private Task<OutsideAnswer?> TellAsync(long number, OutsideEnd? end, params string[] lines) =>
        _executor.TellAsync("sweep", new OutsideMessage
        {
            Trial = Number,
            Attempt = 1,
            Number = number,
            Lines = [.. lines],
            End = end,
            Cause = "why",
            Within = TimeSpan.FromSeconds(10),
        });
}
