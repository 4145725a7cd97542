using Experiments.Client.Tests.Support;
using Experiments.Testing.Waits;

namespace Experiments.Client.Tests.Running;

/// <summary>Tests of 'run' with programs in place of the silo that behave like a failing silo.</summary>
public sealed class LocalRunTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TestShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Run_SiloThatCannotStart_SaysWhatItSaid()
    {
        (await RunAsync(
            "echo 'info: Some.Category[0] looking' >&2; echo 'experiments: the disk is full' >&2; exit 1")).ShouldBe(1);
        _shell.Error.ShouldBe("experiments: the disk is full\n");
    }

    [Fact]
    public async Task Run_SiloThatEndsWithoutAWord_SaysItsExitCode()
    {
        (await RunAsync("exit 7")).ShouldBe(1);
        _shell.Error.ShouldContain("exit code 7");
    }

    [Fact]
    public async Task Run_GatewayThatNobodyListensOn_SaysSoAndLetsTheSiloEnd()
    {
        // Like a silo that is ready.
        await using var database = await SeededDatabase.CreateAsync(_shell.Home);
        var ended = Path.Combine(_shell.Home, "ended");
        (await RunAsync(
            $$"""echo '{"cluster":"c","gateway":"127.0.0.1:1","http":"http://127.0.0.1:2"}'; cat >/dev/null; touch '{{ended}}'""")).ShouldBe(1);
        _shell.Error.ShouldContain("cluster 'c' cannot be reached at 127.0.0.1:1");
        File.Exists(ended).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_InterruptedWhileStarting_LetsTheSiloEnd()
    {
        var ended = Path.Combine(_shell.Home, "ended");
        var begun = Path.Combine(_shell.Home, "begun");
        var run = RunAsync($"touch '{begun}'; cat >/dev/null; touch '{ended}'");
        await Waiting.UntilAsync(() => File.Exists(begun), "the silo to begin");
        _shell.Shell.Interruption.Raise().ShouldBeTrue();
        (await run.Within("'run' to end")).ShouldBe(130);
        File.Exists(ended).ShouldBeTrue();
        _shell.Error.ShouldEndWith("\ninterrupted: nothing was submitted\n");
    }

    [Fact]
    public async Task Run_InterruptedTwice_KillsASiloThatDoesNotEnd()
    {
        var begun = Path.Combine(_shell.Home, "begun");
        var run = RunAsync($"touch '{begun}'; exec sleep 1000");
        await Waiting.UntilAsync(() => File.Exists(begun), "the silo to begin");
        _shell.Shell.Interruption.Raise();
        _shell.Shell.Interruption.Raise();
        (await run.Within("'run' to end")).ShouldBe(130);
    }

    [Fact]
    public async Task Run_MalformedFile_StartsNothing()
    {
        var begun = Path.Combine(_shell.Home, "begun");
        (await RunAsync($"touch '{begun}'", "method: grid\nworkloat: mlp\n")).ShouldBe(2);
        _shell.Error.ShouldContain("sweep.yaml:2:1: ");
        _shell.Error.ShouldContain("nothing was started");
        File.Exists(begun).ShouldBeFalse();
    }

    private Task<int> RunAsync(string script, string file = Sweeps.File)
    {
        _shell["EXPERIMENTS_SILO"] = _shell.Write("silo.sh", $"#!/bin/sh\n{script}\n", Executable);
        return _shell.RunAsync("run", _shell.Write("sweep.yaml", file));
    }
}
