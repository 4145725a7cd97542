using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Machines;
using Experiments.Testing.Waits;
using Experiments.Training.Programs;
using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Experiments.Training.Tests.Programs;

/// <summary>Programs that misbehave.</summary>
public sealed class RoughProgramTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProgramTrials _trials;

    public RoughProgramTests() => _trials = new ProgramTrials(time: _time);

    public void Dispose() => _trials.Dispose();

    [Fact]
    public async Task Run_LineOfTenMegabytes_IsCutInTheLogAndWhatFollowsIsHeard()
    {
        var host = await _trials.RunAsync(_trials.Shell("head -c 10000000 /dev/zero | tr '\\0' x; echo; echo loss=1"));

        host.Points.ShouldHaveSingleItem();
        var log = _trials.Log();
        log[0].Text.ShouldBe(new string('x', ProgramLog.LongestLine));
        log[^2].ShouldBe(new LogPart(10_000_000, LogStream.Note, "a line of more than 1 MiB is not a report\n"));
        log[^1].ShouldBe(new LogPart(log[^2].End, LogStream.Out, "loss=1\n"));
    }

    [Fact]
    public async Task Run_BinaryOutput_IsKeptAsHarmlessText()
    {
        var host = await _trials.RunAsync(
            _trials.Shell("head -c 300000 /dev/urandom; printf '\\nloss=1\\n'; head -c 300000 /dev/urandom >&2"));

        host.Last("loss").ShouldBe(1);
        _trials.Log().SelectMany(part => part.Text).ShouldAllBe(c => !char.IsControl(c) || c == '\t' || c == '\n');
    }

    [Fact]
    public async Task Run_FloodOfOutput_KeepsHeadAndTailOfTheLog()
    {
        var host = await _trials.RunAsync(_trials.Shell("seq 1 2000000; echo loss=1"));

        host.Points.ShouldHaveSingleItem();
        var log = _trials.Log();
        log[0].Text.ShouldStartWith("1\n2\n3\n");
        log[^1].Text.ShouldEndWith("2000000\nloss=1\n");
        log[^1].End.ShouldBe(14_888_896 + 7);
        log.Sum(part => part.Text.Length)
            .ShouldBeInRange(LogLimits.Head + LogLimits.Tail, LogLimits.Head + LogLimits.Tail + (64 << 10));
    }

    [Fact]
    public async Task Run_ReportsThatAreNotTaken_MakeTheProgramWait()
    {
        var gate = new TaskCompletionSource();
        var host = new RecordingHost { BeforeReport = () => gate.Task };
        var run = _trials.RunAsync(
            _trials.Shell(
                "numbers=$(seq 1 30000); echo $$ > pid; for i in $numbers; do echo \"step=$i loss=$i\"; done; echo "
                + "done > done"), host);
        // The program only prints: it sleeps only when it cannot print.
        await ProgramTrials.WaitUntilAsleepAsync(await _trials.WaitForFileAsync("pid"));
        File.Exists(Path.Combine(_trials.Folder, "done")).ShouldBeFalse();

        gate.SetResult();

        await run.Within("the program to end");
        host.Points.Count.ShouldBe(30_000);
        await _trials.WaitForFileAsync("done");
    }

    [Fact]
    public async Task Run_ExitsWithoutAnyMetric_SaysWhatToPrintAndIsNotTriedAgain()
    {
        var error = await _trials.RunAsync(_trials.Shell("echo all done")).ShouldThrowAsync<TrialDoomedException>();

        error.Message.ShouldContain("printed no metric");
        error.Message.ShouldContain("val_loss=");
    }

    [Fact]
    public async Task Run_ExitsWithACode_SaysItAndTheLastErrors()
    {
        var error = await _trials.RunAsync(
            _trials.Shell("echo loss=1; for i in $(seq 1 20); do echo \"line $i\" >&2; done; exit 3"))
                .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldBe("ended with exit code 3: line 16 line 17 line 18 line 19 line 20");
    }

    [Fact]
    public async Task Run_EndedByASignal_NamesIt()
    {
        var error = await _trials.RunAsync(_trials.Shell("echo loss=1; kill -SEGV $$"))
            .ShouldThrowAsync<UserErrorException>();

        error.Message.ShouldBe("was ended by SIGSEGV");
    }

    [Fact]
    public async Task Run_LeavesChildrenBehind_TheyAreKilled()
    {
        await _trials.RunAsync(_trials.Shell(
            """
            sleep 1000 & echo $! > child
            setsid sleep 1000 & echo $! > daemon
            (setsid bash -c 'echo $$ > orphan; exec sleep 1000' & )
            until [ -s orphan ]; do sleep 0.01; done
            echo loss=1
            """));

        foreach (var name in new[] { "child", "daemon", "orphan" })
            ProcessLife.Lives(await _trials.WaitForFileAsync(name)).ShouldBeFalse(name);
    }

    [Fact]
    public async Task Run_Interrupted_EndsOnSigtermWithWhatItSaves()
    {
        using var interrupt = new CancellationTokenSource();
        var host = new RecordingHost { BeforeReport = interrupt.CancelAsync };
        var order = _trials.Shell(
            """trap 'echo saved > $TRIAL_CHECKPOINT_DIR/state; echo step=8 loss=2; exit 0' TERM; echo step=7 loss=1; while :; do sleep 0.01; done""");

        await _trials.RunAsync(order, host, interrupt).ShouldThrowAsync<OperationCanceledException>();

        host.Points.Select(point => point.Step).ShouldBe([7, 8]);
        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(8);
    }

    [Fact]
    public async Task Run_IgnoresSigterm_IsKilledAfterItsGrace()
    {
        using var interrupt = new CancellationTokenSource();
        var order = _trials.Shell(
            """trap 'echo asked > asked' TERM; echo $$ > pid; echo x > $TRIAL_CHECKPOINT_DIR/half; while :; do sleep 0.01; done""");
        var host = new RecordingHost();
        var run = _trials.RunAsync(order, host, interrupt);
        var process = await _trials.WaitForFileAsync("pid");
        await interrupt.CancelAsync();
        await _trials.WaitForFileAsync("asked");
        run.IsCompleted.ShouldBeFalse();

        _time.Advance(new ProgramOptions().Grace);

        await run.ShouldThrowAsync<OperationCanceledException>();
        ProcessLife.Lives(process).ShouldBeFalse();
        host.Checkpoints.ShouldBeEmpty("it was killed in the middle of something");
        _trials.Text(LogStream.Note).ShouldContain("did not end within 10 s of SIGTERM");
    }

    [Fact]
    public async Task Run_ToldToStop_EndsWellHoweverItExits()
    {
        var host = new RecordingHost
        {
            Answer = points => points[0].Step == 2 ? TrialSignal.Stop : TrialSignal.Continue,
        };

        await _trials.RunAsync(
            _trials.Shell("i=0; while :; do i=$((i+1)); echo step=$i loss=1; sleep 0.05; done"), host);

        host.Points.Count.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Run_LongerThanItsTimeLimit_IsEndedAndNotTriedAgain()
    {
        var (host, reported) = Heard();
        var order = _trials.Shell("echo $$ > pid; while :; do echo loss=1; sleep 0.01; done");
        var run = _trials.RunAsync(
            order with
            {
                Workload = (WorkloadSpec.Program)order.Workload with { TimeLimit = TimeSpan.FromMinutes(15) }
            }, host);
        await reported.Within("the first report of the program");
        var process = await _trials.WaitForFileAsync("pid");

        _time.Advance(TimeSpan.FromMinutes(15));

        (await run.ShouldThrowAsync<TrialLimitException>()).Message.ShouldBe(
            "ran longer than its time_limit of 15 min");
        ProcessLife.Lives(process).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_MoreMemoryThanItsLimit_IsKilledWithItsChildrenAndNotTriedAgain()
    {
        var order = _trials.Shell(
            "python3 -c 'import time; x = bytearray(200_000_000)\nwhile True: print(\"loss=1\", flush=True); "
            + "time.sleep(0.01)'");
        var (host, reported) = Heard();
        var run = _trials.RunAsync(
            order with { Workload = (WorkloadSpec.Program)order.Workload with { MemoryLimit = 100 << 20 } }, host);
        await reported.Within("the first report of the program");

        _time.Advance(new ProgramOptions().MemoryPause);

        (await run.ShouldThrowAsync<TrialLimitException>()).Message.ShouldBe(
            "held more memory than its limit of 100 MiB, and was killed");
    }

    [Fact]
    public async Task Run_ReportThatFails_EndsTheProgramAndSaysWhy()
    {
        var host = new RecordingHost { BeforeReport = () => throw new InvalidDataException("no room") };
        var order = _trials.Shell("echo $$ > pid; while :; do echo loss=1; sleep 0.01; done");

        (await _trials.RunAsync(order, host).ShouldThrowAsync<InvalidDataException>()).Message.ShouldBe("no room");

        ProcessLife.Lives(await _trials.WaitForFileAsync("pid")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(
        "echo 'usage: train.py [-h]' >&2; echo 'train.py: error: unrecognized arguments: --lr=1' >&2; exit 2",
        "code 2 before it reported anything", "train.py: error: unrecognized arguments: --lr=1; it is not tried again")]
    [InlineData("no-such-program", "code 127 before", "no-such-program: command not found")]
    [InlineData("echo x > plain; ./plain", "code 126 before", "Permission denied")]
    public async Task Run_DoesNotTakeItsCommandLine_IsNotTriedAgain(string script, params string[] mentions)
    {
        var error = await _trials.RunAsync(_trials.Shell(script)).ShouldThrowAsync<TrialDoomedException>();

        foreach (var mention in mentions) error.Message.ShouldContain(mention);
    }

    [Fact]
    public async Task Run_ExitsWithCode2AfterAReport_IsTriedAgain() =>
        (await _trials.RunAsync(_trials.Shell("echo loss=1; exit 2"))
            .ShouldThrowAsync<UserErrorException>()).Message.ShouldBe("ended with exit code 2");

    [Fact]
    public async Task Run_ExitsWithCode2AfterARestore_IsTriedAgain()
    {
        var saved = (await _trials.RunAsync(
            _trials.Shell("echo loss=1; echo x > $TRIAL_CHECKPOINT_DIR/x; sleep 0.1; echo loss=2"))).Checkpoints[0];

        await _trials.RunAsync(_trials.Shell("exit 2") with { Resume = saved }).ShouldThrowAsync<UserErrorException>();
    }

    [Theory]
    [InlineData(
        "echo epoch=1 Loss=0.5 acc=1",
        "never printed its objective 'loss'; it reported Loss, acc; did you mean 'Loss'?")]
    [InlineData(
        "echo epoch=1 acc=1; echo 'epoch 1 loss: 0.5'",
        "it printed 'loss: 0.5', which is not a report: print 'loss=0.21' to standard output")]
    [InlineData(
        "echo epoch=1 acc=1; echo INFO loss=0.5 >&2", "it printed 'loss=0.5' on standard error, which is not a report")]
    [InlineData(
        "echo epoch=1 loss=0.5; echo epoch=2 loss=0,4",
        "the last value of its objective 'loss' is printed as '0,4', which is not accepted")]
    public async Task Run_ObjectiveNeverComes_SaysWhatCameInstead(string script, string mention) =>
        (await _trials.RunAsync(_trials.Shell(script))
            .ShouldThrowAsync<TrialDoomedException>()).Message.ShouldContain(mention);

    [Fact]
    public async Task Run_ObjectiveHasNotComeAfterMinutes_IsSaidInTheLog()
    {
        var (host, reported) = Heard();
        var run = _trials.RunAsync(
            _trials.Shell("until [ -e told ]; do echo train_loss=1; sleep 0.01; done; echo loss=1"), host);
        await reported.Within("the first report of the program");

        _time.Advance(new ProgramOptions().ObjectivePatience);
        _trials.Write("told", "x");

        await run;
        _trials.Text(LogStream.Note)
            .ShouldBe(
                "has not printed its objective 'loss' in its first 2 min; it reported train_loss; did you mean "
                + "'train_loss'?\n");
    }

    [Fact]
    public async Task Run_HalfACharacterInJson_IsSaidAndTheRestIsRead()
    {
        var host = await _trials.RunAsync(
            _trials.Shell("""printf '%s\n' '{"epoch": 1, "loss": 0.5, "\ud83d": 1, "text": "\ud83d"}'"""));

        host.Points.ShouldHaveSingleItem().Value.ShouldBe(0.5);
        _trials.Text(LogStream.Note).ShouldContain("a name is UTF-8");
    }

    /// <summary>
    /// Returns a host, and a task that completes once a program has reported. Its limits are watched by then.
    /// </summary>
    private static (RecordingHost Host, Task Reported) Heard()
    {
        var reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (new RecordingHost { BeforeReport = () => Task.FromResult(reported.TrySetResult()) }, reported.Task);
    }
}
