using System.Net.Sockets;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Testing.Waits;
using Experiments.Training.Programs.Checkpoints;
using Experiments.Training.Programs.Output;
using Experiments.Training.Tests.Support;

namespace Experiments.Training.Tests.Programs;

/// <summary>Folders that a program misuses, or changes while they are read.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private readonly ProgramTrials _trials = new();
    private readonly List<string> _notes = [];
    private readonly string _path;
    private readonly CheckpointFolder _folder;

    public CheckpointFolderTests()
    {
        _path = Directory.CreateDirectory(Path.Combine(_trials.Folder, "checkpoint")).FullName;
        _folder = new(_path, 1 << 20, new Notices(_notes.Add));
    }

    public void Dispose() => _trials.Dispose();

    [Fact]
    public async Task Pack_FilesThatComeAndGo_NeverThrows()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var rotating = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var deep = Directory.CreateDirectory(Path.Combine(_path, $"deep-{i % 3}")).FullName;
                File.WriteAllText(Path.Combine(deep, "new"), "x");
                File.Move(Path.Combine(deep, "new"), Path.Combine(deep, "at"), overwrite: true);
                Directory.Delete(deep, recursive: true);
            }
        }, CancellationToken.None);

        for (var i = 0; i < 2_000; i++) _folder.Fingerprint();
        for (var i = 0; i < 10; i++) await _folder.PackAsync();

        await stop.CancelAsync();
        await rotating;
    }

    [Fact]
    public async Task Pack_FolderThatWasRemoved_IsEmpty()
    {
        Directory.Delete(_path);

        _folder.Fingerprint().ShouldBeEmpty();
        (await _folder.PackAsync()).ShouldBeNull();
        _notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pack_PipesSocketsAndLinks_KeepsTheRestAndSaysSo()
    {
        await File.WriteAllTextAsync(Path.Combine(_path, "weights"), "w", TestContext.Current.CancellationToken);
        using var made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(_path, "pipe"));
        await made.ToExitAsync("mkfifo to end");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(_path, "socket")));
        File.CreateSymbolicLink(Path.Combine(_path, "dangling"), "nowhere");
        File.CreateSymbolicLink(Path.Combine(_path, "outside"), "/etc/hostname");

        var files = await RestoredAsync();

        files.ShouldBe(["dangling", "weights"]);
        _notes.Count.ShouldBe(2);
        _notes[0].ShouldContain("is a pipe, a socket or a device, and is left out");
        _notes[1].ShouldContain("is a link to '/etc/hostname'");
    }

    [Fact]
    public async Task Pack_FileThatMayNotBeRead_SaysSoAndSavesNothing()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root reads everything.");
        await File.WriteAllTextAsync(Path.Combine(_path, "weights"), "w", TestContext.Current.CancellationToken);
        Permit(Path.Combine(_path, "weights"), UnixFileMode.None);

        (await _folder.PackAsync()).ShouldBeNull();
        (await _folder.PackAsync()).ShouldBeNull();

        _notes.ShouldHaveSingleItem()
            .ShouldContain("cannot be saved, and the checkpoint before is kept: Access to the path");
    }

    [Fact]
    public async Task Pack_FolderThatMayNotBeRead_SaysSoAndSavesNothing()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root reads everything.");
        var closed = Directory.CreateDirectory(Path.Combine(_path, "closed")).FullName;
        Permit(closed, UnixFileMode.None);

        (await _folder.PackAsync()).ShouldBeNull();

        Permit(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _notes.ShouldHaveSingleItem().ShouldContain("the folder 'closed' may not be read");
    }

    [Fact]
    public async Task Unpack_StateOfSteps_ComesBackAndIsNoFile()
    {
        await File.WriteAllTextAsync(Path.Combine(_path, "weights"), "w", TestContext.Current.CancellationToken);
        var packed = await _folder.PackAsync("3  epoch=2");
        var other = Directory.CreateDirectory(Path.Combine(_trials.Folder, "other")).FullName;

        (await new CheckpointFolder(other, 1 << 20, new Notices(_notes.Add)).UnpackAsync(packed!)).ShouldBe(
            "3  epoch=2");

        Directory.EnumerateFileSystemEntries(other).Select(Path.GetFileName).ShouldBe(["weights"]);
    }

    [Fact]
    public async Task Run_SecondPhaseAfterARestore_KeepsItsSteps()
    {
        const string Script =
            "echo epoch=1 loss=1; echo epoch=2 loss=2; echo epoch=1 loss=3; "
            + "echo x > $TRIAL_CHECKPOINT_DIR/at; echo saved";
        var first = await _trials.RunAsync(_trials.Shell(Script));
        var saved = first.Checkpoints[^1];
        saved.Step.ShouldBe(3);

        var second = await _trials.RunAsync(_trials.Shell("echo epoch=2 loss=4") with { Attempt = 2, Resume = saved });

        second.Points.ShouldHaveSingleItem().Step.ShouldBe(4);
    }

    [Fact]
    public async Task Run_FolderIsRemovedAndComesBack_IsSaved()
    {
        const string Script =
            """rm -rf $TRIAL_CHECKPOINT_DIR; echo step=1 loss=1; sleep 0.2; mkdir $TRIAL_CHECKPOINT_DIR; echo x > $TRIAL_CHECKPOINT_DIR/at; echo step=2 loss=1; sleep 0.2; echo step=3 loss=1""";

        (await _trials.RunAsync(_trials.Shell(Script))).Checkpoints.ShouldNotBeEmpty();

        _trials.Text(LogStream.Note).ShouldBeEmpty();
    }

    private static void Permit(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    private async Task<string?[]> RestoredAsync()
    {
        var packed = await _folder.PackAsync();
        var other = Directory.CreateDirectory(Path.Combine(_trials.Folder, "other")).FullName;
        await new CheckpointFolder(other, 1 << 20, new Notices(_notes.Add)).UnpackAsync(packed!);
        return [.. new DirectoryInfo(other).EnumerateFileSystemInfos().Select(entry => entry.Name).Order()];
    }
}
