using Experiments.Contracts.Ports.Persistence;
using Experiments.Testing.Machines;
using Experiments.Training.Programs;
using Experiments.Training.Programs.Checkpoints;
using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

public sealed class ProgramCheckpointTests : IDisposable
{
    /// <summary>Counts to five, prints each number and then saves it, and resumes from the saved number.</summary>
    private const string Counting =
        """
        at=$(cat $TRIAL_CHECKPOINT_DIR/deep/at 2>/dev/null || echo 0)
        echo "from $at [$TRIAL_RESUMED_STEP]"
        mkdir -p $TRIAL_CHECKPOINT_DIR/deep
        while [ $at -lt 5 ]; do
          at=$((at+1)); echo step=$at loss=$at
          echo $at > $TRIAL_CHECKPOINT_DIR/deep/new; mv $TRIAL_CHECKPOINT_DIR/deep/new $TRIAL_CHECKPOINT_DIR/deep/at
          sleep 0.05
        done
        """;

    private readonly ProgramTrials _trials = new();
    private readonly Notices _notices = new(_ => { });

    public void Dispose() => _trials.Dispose();

    [Fact]
    public async Task Run_FolderThatChanges_IsSavedAfterStepsAndRestored()
    {
        var first = await _trials.RunAsync(_trials.Shell(Counting));
        first.Checkpoints.ShouldNotBeEmpty();
        first.Checkpoints.Select(checkpoint => checkpoint.Step)
            .ShouldBe(first.Checkpoints.Select(checkpoint => checkpoint.Step).Order());

        first.Checkpoints[^1].Step.ShouldBe(5);
        foreach (var (i, checkpoint) in first.Checkpoints.Index())
        {
            var second = await _trials.RunAsync(
                _trials.Shell(Counting) with { Attempt = 2 + i, Resume = checkpoint });

            // The saved content may be of an earlier step than the checkpoint's, but never of a later one.
            var line = _trials.Log(2 + i)[0].Text.Split('\n')[0].Split(' ');
            long.Parse(line[1]).ShouldBeLessThanOrEqualTo(checkpoint.Step);
            line[2].ShouldBe($"[{checkpoint.Step}]");
            second.Points.Select(point => point.Step)
                .ShouldBe(Enumerable.Range(int.Parse(line[1]) + 1, 5 - int.Parse(line[1])).Select(step => (long)step));
        }
    }

    [Fact]
    public async Task Run_FolderThatStaysEmpty_SavesNothing() =>
        (await _trials.RunAsync(
            _trials.Shell("for i in 1 2 3; do echo step=$i loss=1; sleep 0.02; done"))).Checkpoints.ShouldBeEmpty();

    [Fact]
    public async Task Run_FolderChangesAfterTheLastReport_IsSavedWhenTheProgramHasEnded()
    {
        // Its model is there only after its last report, however soon it ends then.
        var ended = await _trials.RunAsync(
            _trials.Shell("echo step=1 loss=1; exec 1>&-; sleep 0.1; echo model > $TRIAL_CHECKPOINT_DIR/model"));

        var last = ended.Checkpoints[^1];
        last.Step.ShouldBe(1);
        var resumed = await _trials.RunAsync(
            _trials.Shell("cat $TRIAL_CHECKPOINT_DIR/model") with { Attempt = 2, Resume = last });
        _trials.Log(2)[0].Text.ShouldContain("model");
        resumed.Points.ShouldBeEmpty();
    }

    /// <summary>A large checkpoint takes longer to write than a step to print, and the next may be far.</summary>
    [Fact]
    public async Task Run_FolderChangesLongAfterTheLastLine_IsSavedWhileTheProgramIsSilent()
    {
        var host = new RecordingHost
        {
            Saved = _ =>
            {
                _trials.Write("saved", "");
                return TrialSignal.Continue;
            },
        };

        await _trials.RunAsync(
            _trials.Shell(
                """
                echo step=1 loss=1
                sleep 1.5
                echo model > $TRIAL_CHECKPOINT_DIR/new; mv $TRIAL_CHECKPOINT_DIR/new $TRIAL_CHECKPOINT_DIR/model
                for i in $(seq 6000); do [ -e saved ] && exit; sleep 0.01; done
                exit 3
                """),
            host);

        host.Checkpoints.Select(checkpoint => checkpoint.Step).ShouldBe([1]);
    }

    [Fact]
    public async Task Run_FolderTooLargeAtTheEnd_CompletesAndSaysSo()
    {
        using var trials = new ProgramTrials(
            new ProgramOptions { CheckpointPause = TimeSpan.Zero, LargestCheckpoint = 1 << 20 });

        var ended = await trials.RunAsync(
            trials.Shell("echo step=1 loss=1; sleep 0.1; head -c 3000000 /dev/zero > $TRIAL_CHECKPOINT_DIR/x"));

        ended.Checkpoints.ShouldBeEmpty();
        trials.Text(LogStream.Note).ShouldContain("holds 2 MiB, and at most 1 MiB");
    }

    [Fact]
    public async Task Run_FolderTooLarge_SaysSoAndIsNotTriedAgain()
    {
        using var trials = new ProgramTrials(
            new ProgramOptions { CheckpointPause = TimeSpan.Zero, LargestCheckpoint = 1 << 20 });

        var error = await trials.RunAsync(
            trials.Shell("head -c 3000000 /dev/zero > $TRIAL_CHECKPOINT_DIR/x; echo loss=1; sleep 1000"))
                .ShouldThrowAsync<TrialDoomedException>();

        error.Message.ShouldContain("holds 2 MiB, and at most 1 MiB");
    }

    [Fact]
    public async Task Run_CheckpointIsWantedOfAStep_IsSavedBeforeTheNextReport()
    {
        var host = new RecordingHost();
        var seen = new List<(long Step, int Saved)>();
        host = new RecordingHost
        {
            Answer = points =>
            {
                seen.Add((points[0].Step, host.Checkpoints.Count));
                return points[0].Step == 3 ? TrialSignal.SaveCheckpoint : TrialSignal.Continue;
            },
            Saved = _ =>
            {
                _trials.Write("saved", "");
                return TrialSignal.Continue;
            },
        };
        // After the third step it trains on only once that is saved.
        var script = """
            for i in 1 2 3 4; do
              echo step=$i loss=1
              echo $i > $TRIAL_CHECKPOINT_DIR/new; mv $TRIAL_CHECKPOINT_DIR/new $TRIAL_CHECKPOINT_DIR/at
              until [ $i != 3 ] || [ -e saved ]; do sleep 0.01; done
            done
            """;

        await _trials.RunAsync(_trials.Shell(script) with { CheckpointEveryEpochs = 100 }, host);

        seen.ShouldBe([(1, 0), (2, 0), (3, 0), (4, 1)]);
        host.Checkpoints.Select(checkpoint => checkpoint.Step).ShouldBe([3, 4]);
    }

    [Fact]
    public async Task Run_ToldToStopOnceItsCheckpointIsSaved_IsEndedAndNothingMoreIsTaken()
    {
        var host = new RecordingHost
        {
            Answer = points => points[0].Step == 2 ? TrialSignal.SaveCheckpoint : TrialSignal.Continue,
            Saved = _ => TrialSignal.Stop,
        };
        var script = """
            echo $$ > pid; i=0
            while :; do
              i=$((i+1)); echo step=$i loss=1
              echo $i > $TRIAL_CHECKPOINT_DIR/new; mv $TRIAL_CHECKPOINT_DIR/new $TRIAL_CHECKPOINT_DIR/at
              while [ $i = 2 ]; do sleep 0.01; done
            done
            """;

        await _trials.RunAsync(_trials.Shell(script) with { CheckpointEveryEpochs = 100 }, host);

        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(2);
        host.Points.Select(point => point.Step).ShouldBe([1, 2]);
        ProcessLife.Lives(await _trials.WaitForFileAsync("pid")).ShouldBeFalse();
    }

    [Fact]
    public async Task Pack_FilesFoldersAndLinks_AreUnpackedElsewhere()
    {
        var from = Directory.CreateDirectory(Path.Combine(_trials.Folder, "from")).FullName;
        var to = Directory.CreateDirectory(Path.Combine(_trials.Folder, "to")).FullName;
        Directory.CreateDirectory(Path.Combine(from, "a", "empty"));
        await File.WriteAllBytesAsync(
            Path.Combine(from, "a", "weights"), [0, 1, 2, 255], TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(from, "latest"), Path.Combine(from, "a", "weights"));
        File.CreateSymbolicLink(Path.Combine(from, "outside"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(from, "a", "round"), "..");

        var packed = await new CheckpointFolder(from, 1 << 20, _notices).PackAsync();
        Directory.Delete(from, recursive: true);
        await new CheckpointFolder(to, 1 << 20, _notices).UnpackAsync(packed!);

        (await File.ReadAllBytesAsync(Path.Combine(to, "latest"), TestContext.Current.CancellationToken)).ShouldBe(
            [0, 1, 2, 255]);
        Directory.Exists(Path.Combine(to, "a", "empty")).ShouldBeTrue();
        Path.Exists(Path.Combine(to, "outside")).ShouldBeFalse();
    }

    [Fact]
    public async Task After_OutputThatWaits_IsSavedWithTheStepThatItNames()
    {
        var host = new RecordingHost();
        var path = Directory.CreateDirectory(Path.Combine(_trials.Folder, "checkpoint")).FullName;
        var checkpoints = new ProgramCheckpoints(
            new CheckpointFolder(path, 1 << 20, _notices), host, 1, TimeSpan.Zero, TimeProvider.System, () => "");
        await File.WriteAllTextAsync(Path.Combine(path, "at"), "3", TestContext.Current.CancellationToken);

        await checkpoints.AfterAsync(read: 100, steps: 2, step: 2, waiting: () => 20);
        host.Checkpoints.ShouldBeEmpty();
        await checkpoints.AfterAsync(read: 110, steps: 2, step: 2, waiting: () => 10);
        host.Checkpoints.ShouldBeEmpty();
        await checkpoints.AfterAsync(read: 120, steps: 3, step: 3, waiting: () => 0);

        host.Checkpoints.ShouldHaveSingleItem().Step.ShouldBe(3);
    }
}
