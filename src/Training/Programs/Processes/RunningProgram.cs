using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using Experiments.Contracts.Faults;

namespace Experiments.Training.Programs.Processes;

/// <summary>A program that was started, with all that it starts in turn.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>
    /// Starts as the leader of a session and a group of its own; gives way to the silo for the processor; and is what the
    /// kernel ends first where memory is short.
    /// </summary>
    private const string Launch = "echo 500 2>/dev/null >/proc/self/oom_score_adj; exec nice -n 10 setsid \"$@\"";

    // The machine's own clock: a process goes on by no other.
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ProcessReaper _warden;
    private readonly string _mark;

    private RunningProgram(Process process, ProcessReaper warden, string mark) =>
        (_process, _warden, _mark, Exited) = (process, warden, mark, process.WaitForExitAsync());

    /// <summary>Completes when the program itself has ended; what it started may go on.</summary>
    public Task Exited { get; }

    /// <summary>Its exit code, 128 and the number of a signal where one ended it. Only once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Errors => _process.StandardError.BaseStream;

    /// <summary>
    /// Whether it and all that it started hold more memory than so many bytes together. What several of them share counts once:
    /// that takes longer to find out, and is asked only where each one's sum is too much.
    /// </summary>
    public bool HoldsMoreThan(long bytes)
    {
        var members = ProcessTable.MembersOf(_process.Id, mark: null);
        return members.Sum(member => member.Memory) > bytes && members.Sum(ProcessTable.ShareOf) > bytes;
    }

    /// <summary>Bytes that it printed and nobody has read.</summary>
    public int WaitingOutput() => Kernel.Waiting(((AnonymousPipeClientStream)Output).SafePipeHandle);

    /// <summary>Starts a program.</summary>
    /// <exception cref="UserErrorException">The system does not start it.</exception>
    public static RunningProgram Start(ProgramStart program, ProcessReaper warden)
    {
        if (!OperatingSystem.IsLinux())
            throw new UserErrorException($"programs run as trials on Linux only, and node {Environment.MachineName} is none");
        warden.Begin();
        var mark = warden.MarkOf(program.Name);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launch, "launch", .. program.Words])
        {
            WorkingDirectory = program.Directory,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        ProgramEnvironment.HideSecrets(start.Environment);
        foreach (var (name, value) in program.Variables)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        start.Environment[ProcessReaper.Variable] = mark[(ProcessReaper.Variable.Length + 1)..];
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            warden.Watch(process.Id);
            return new RunningProgram(process, warden, mark);
        }
        catch (Win32Exception refused)
        {
            throw new UserErrorException($"'{program.Words[0]}' cannot be started on node {Environment.MachineName}: {refused.Message}", refused);
        }
    }

    /// <summary>Asks it and all of its group to end.</summary>
    public void AskToEnd()
    {
        // Before it has become the leader of its group, it is alone.
        if (!Kernel.Signal(-_process.Id, Kernel.Terminate)) Kernel.Signal(_process.Id, Kernel.Terminate);
    }

    /// <summary>Waits until it has ended, and all of its group has.</summary>
    public async Task WaitForAllAsync(CancellationToken cancel)
    {
        await Exited.WaitAsync(cancel);
        using var look = new PeriodicTimer(Look, Time);
        while (Kernel.Signal(-_process.Id, 0) && ProcessTable.MembersOf(_process.Id, mark: null).Count > 0)
            await look.WaitForNextTickAsync(cancel);
    }

    /// <summary>Kills whatever is there of it still, wherever it has gone.</summary>
    public async Task KillAsync()
    {
        using var look = new PeriodicTimer(Look, Time);
        for (var tries = 0; tries < 250; tries++)
        {
            var left = ProcessTable.MembersOf(_process.Id, _mark);
            foreach (var member in left) Kernel.Signal(member.Id, Kernel.Kill);
            if (left.Count == 0 && Exited.IsCompleted) return;
            await look.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _warden.Forget(_process.Id);
        _process.Dispose();
    }
}
