using System.Net.Sockets;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs.Artifacts;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

/// <summary>The files that programs leave in TRIAL_ARTIFACT_DIR.</summary>
public sealed class ProgramArtifactTests : IDisposable
{
    private readonly ProgramTrials _trials = new();
    private readonly string _folder;
    private readonly List<string> _notes = [];

    public ProgramArtifactTests() =>
        _folder = Directory.CreateDirectory(Path.Combine(_trials.Folder, "left")).FullName;

    public void Dispose() => _trials.Dispose();

    private RecordingArtifactStore Store => _trials.Artifacts;

    [Fact]
    public async Task Run_LeavesFiles_KeepsThemByPath()
    {
        await _trials.RunAsync(_trials.Shell(
            """
            mkdir -p $TRIAL_ARTIFACT_DIR/plots/deep $TRIAL_ARTIFACT_DIR/empty
            printf weights > $TRIAL_ARTIFACT_DIR/model.pt
            printf png > "$TRIAL_ARTIFACT_DIR/plots/deep/a b ü.png"
            : > $TRIAL_ARTIFACT_DIR/nothing
            echo loss=1
            """));

        Store.Files.ShouldBe([("model.pt", 1, "weights"), ("nothing", 1, ""), ("plots/deep/a b ü.png", 1, "png")]);
        _trials.Text(LogStream.Note).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_LeavesNothing_SaysNothing()
    {
        await _trials.RunAsync(_trials.Shell("echo loss=1"));
        await _trials.RunAsync(_trials.Shell("rm -r $TRIAL_ARTIFACT_DIR; echo loss=1"));

        Store.Files.ShouldBeEmpty();
        _trials.Text(LogStream.Note).ShouldBeEmpty();
    }

    /// <summary>The files help to find the fault.</summary>
    [Fact]
    public async Task Run_Fails_KeepsWhatItLeft()
    {
        await _trials.RunAsync(_trials.Shell("printf trace > $TRIAL_ARTIFACT_DIR/trace; exit 3"))
            .ShouldThrowAsync<UserErrorException>();

        Store.Files.ShouldBe([("trace", 1, "trace")]);
    }

    [Fact]
    public async Task Run_TakesTooLong_KeepsWhatItLeft()
    {
        var program = new WorkloadSpec.Program(
            null, ["bash", "-c", "printf half > $TRIAL_ARTIFACT_DIR/half; echo loss=1; sleep 1000"])
        {
            Directory = _trials.Folder,
            TimeLimit = TimeSpan.FromSeconds(1),
        };
        await _trials.RunAsync(ProgramTrials.Order(program, attempt: 3)).ShouldThrowAsync<TrialLimitException>();

        Store.Files.ShouldBe([("half", 3, "half")]);
    }

    [Fact]
    public async Task Run_IsToldToStop_KeepsWhatItLeft()
    {
        var host = new RecordingHost { Answer = _ => TrialSignal.Stop };
        await _trials.RunAsync(
            _trials.Shell("printf half > $TRIAL_ARTIFACT_DIR/half; echo loss=1; sleep 1000"), host);

        Store.Files.ShouldBe([("half", 1, "half")]);
    }

    [Fact]
    public async Task Run_Interrupted_KeepsWhatItLeftUntilItsEnd()
    {
        using var interrupt = new CancellationTokenSource();
        var host = new RecordingHost { BeforeReport = interrupt.CancelAsync };
        await _trials.RunAsync(
            _trials.Shell(
                """
                trap 'printf last > $TRIAL_ARTIFACT_DIR/x; exit 0' TERM
                echo loss=1; while :; do sleep 0.01; done
                """),
            host, interrupt).ShouldThrowAsync<OperationCanceledException>();

        Store.Files.ShouldBe([("x", 1, "last")]);
    }

    /// <summary>An attempt that was replaced elsewhere keeps nothing, and does not go on trying.</summary>
    [Fact]
    public async Task Run_StoreRefuses_OffersNoMoreAndTheTrialEndsAsItDid()
    {
        Store.Answer = _ => new(ArtifactOutcome.Refused);

        await _trials.RunAsync(
            _trials.Shell("touch $TRIAL_ARTIFACT_DIR/a $TRIAL_ARTIFACT_DIR/b; echo loss=1"));

        Store.Files.Count.ShouldBe(1);
        _trials.Text(LogStream.Note).ShouldContain("the attempt was replaced");
    }

    [Fact]
    public async Task Run_StoreFails_SaysSoAndTheTrialEndsAsItDid()
    {
        Store.Answer = file => file.Path == "b"
            ? throw new UserErrorException("it is too large: set EXPERIMENTS_CHECKPOINTS")
            : new(ArtifactOutcome.Kept);

        await _trials.RunAsync(_trials.Shell("cd $TRIAL_ARTIFACT_DIR; touch a b c; echo loss=1"));
        _trials.Text(LogStream.Note).ShouldBe(
            "'b' in TRIAL_ARTIFACT_DIR is not kept: it is too large: set EXPERIMENTS_CHECKPOINTS\n");
        Store.Files.Select(file => file.Path).ShouldBe(["a", "b", "c"]);

        Store.Answer = _ => throw new InvalidOperationException("no database");
        await _trials.RunAsync(
            _trials.Shell("touch $TRIAL_ARTIFACT_DIR/a; echo loss=1") with { Attempt = 2 });
        _trials.Log(attempt: 2).ShouldContain(part => part.Text.Contains("are not kept: no database"));
    }

    [Fact]
    public async Task Save_MoreThanTheLimits_NamesWhatIsLeftOut()
    {
        foreach (var name in new[] { "a", "b", "c", "d" }) await WriteAsync(name, "four");
        await WriteAsync("big", "more than eight");

        await SaveAsync(new(13, 3));

        Store.Files.Select(file => file.Path).ShouldBe(["a", "b", "c"]);
        _notes.ShouldBe(
        [
            "'big', 'd' in TRIAL_ARTIFACT_DIR are not kept: a trial keeps at most 3 files and 0 MiB, unless "
            + "EXPERIMENTS_ARTIFACTS on its node allows more",
        ]);
    }

    [Fact]
    public async Task Save_ManyLeftOut_NamesAFew()
    {
        for (var i = 0; i < 30; i++) await WriteAsync($"{i:00}", "");

        await SaveAsync(new(0, 0));

        Store.Files.ShouldBeEmpty();
        _notes.ShouldHaveSingleItem().ShouldStartWith(
            "'00', '01', '02', '03', '04' and 25 more in TRIAL_ARTIFACT_DIR are not kept: this node keeps no files");
    }

    [Fact]
    public async Task Save_LinksPipesAndSockets_AreLeftOutAndNeverFollowed()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_trials.Folder, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "secret"), "secret", TestContext.Current.CancellationToken);
        await WriteAsync("kept", "kept");
        File.CreateSymbolicLink(Path.Combine(_folder, "file"), Path.Combine(outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(_folder, "folder"), outside);
        File.CreateSymbolicLink(Path.Combine(_folder, "inside"), "kept");
        using var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_folder, "pipe"));
        await Testing.Waits.Waiting.ToExitAsync(made, "mkfifo to end");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder, "socket")));

        await SaveAsync();

        Store.Files.ShouldBe([("kept", 1, "kept")]);
        _notes.Order().ShouldBe(
        [
            "'file', 'folder', 'inside' in TRIAL_ARTIFACT_DIR are not kept: links are not followed",
            "'pipe', 'socket' in TRIAL_ARTIFACT_DIR are not kept: pipes, sockets and devices have no content to keep",
        ]);
    }

    [Fact]
    public async Task Run_ReplacesItsFolderByALink_KeepsNothing()
    {
        _trials.Write("secret", "secret");

        await _trials.RunAsync(_trials.Shell(
            "rmdir $TRIAL_ARTIFACT_DIR; ln -s $PWD $TRIAL_ARTIFACT_DIR; echo loss=1"));

        Store.Files.ShouldBeEmpty();
        _trials.Text(LogStream.Note).ShouldContain("TRIAL_ARTIFACT_DIR is a link now");
    }

    [Fact]
    public async Task Save_MayNotBeRead_IsLeftOut()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root reads everything.");
        await WriteAsync("kept", "kept");
        await WriteAsync("closed", "x");
        var inside = Directory.CreateDirectory(Path.Combine(_folder, "locked")).FullName;
        foreach (var path in new[] { Path.Combine(_folder, "closed"), inside }) Permit(path, UnixFileMode.None);

        await SaveAsync();

        Permit(inside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Store.Files.ShouldBe([("kept", 1, "kept")]);
        _notes.ShouldBe(["'locked', 'closed' in TRIAL_ARTIFACT_DIR are not kept: no permission to read"]);
    }

    [Fact]
    public async Task Run_NamesThatNoOtherMachineCouldWrite_AreLeftOut()
    {
        await _trials.RunAsync(_trials.Shell(
            """
            cd $TRIAL_ARTIFACT_DIR; touch good $'line\nfeed' 'back\slash' $'escape\e[31m' $'latin\xff'; echo loss=1
            """));

        Store.Files.Select(file => file.Path).ShouldBe(["good"]);
        _trials.Text(LogStream.Note).ShouldContain("'line\u240Afeed'");
        _trials.Text(LogStream.Note).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Save_ChangedMeanwhile_IsLeftOut()
    {
        foreach (var name in new[] { "a", "b", "c", "d" }) await WriteAsync(name, name);
        // Between the listing of the folder and the reading of these files.
        Store.Answer = file =>
        {
            if (file.Path == "a")
            {
                File.AppendAllText(Path.Combine(_folder, "b"), "more");
                File.Delete(Path.Combine(_folder, "c"));
            }

            return new(file.Path == "d" ? ArtifactOutcome.Changed : ArtifactOutcome.Kept);
        };

        await SaveAsync();

        Store.Files.Select(file => file.Path).ShouldBe(["a", "d"]);
        _notes.ShouldBe(
            ["'b', 'c', 'd' in TRIAL_ARTIFACT_DIR are not kept: changed or removed while being read"]);
    }

    [Fact]
    public async Task Save_FilesOfEarlierAttemptsAreRemoved_NamesThem()
    {
        await WriteAsync("a", "x");
        Store.Answer = _ => new(ArtifactOutcome.Kept, ["old-1", "old-2"]);

        await SaveAsync();

        _notes.ShouldHaveSingleItem()
            .ShouldStartWith("'old-1', 'old-2' of earlier attempts are no longer kept: a trial");
    }

    private Task SaveAsync(ArtifactLimits? limits = null) =>
        new ProgramArtifacts(_folder, Store, limits ?? ArtifactLimits.Default, _notes.Add)
            .SaveAsync(ProgramTrials.Trial, 1);

    private Task WriteAsync(string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(_folder, name), text, TestContext.Current.CancellationToken);

    private static void Permit(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }
}
