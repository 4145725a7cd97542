using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;

namespace Experiments.Training.Programs.Processes;

/// <summary>A running program and all processes that it starts.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    /// <summary>
    /// Starts the program as the leader of its own session and group, with a lower priority than the silo, and as the
    /// first candidate for the kernel to kill when memory is short.
    /// </summary>
    private const string Launch = "echo 500 2>/dev/null >/proc/self/oom_score_adj; exec nice -n 10 setsid \"$@\"";

    // The system clock, since processes run in real time.
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly ProcessReaper _reaper;
    private readonly string _mark;

    private RunningProgram(Process process, ProcessReaper reaper, string mark) =>
        (_process, _reaper, _mark, Exited) = (process, reaper, mark, process.WaitForExitAsync());

    /// <summary>Completes when the program itself has ended. Processes that it started may still be running.</summary>
    public Task Exited { get; }

    /// <summary>
    /// The exit code, or 128 plus the signal's number if a signal ended the program. Only valid once the program has
    /// ended.
    /// </summary>
    public int ExitCode => _process.ExitCode;

    public Stream Output => _process.StandardOutput.BaseStream;

    public Stream Errors => _process.StandardError.BaseStream;

    /// <summary>
    /// Whether the program and all processes that it started use more memory than <paramref name="bytes"/> in total.
    /// Memory that several of them share counts once. Since determining this takes longer, it is only done if the sum
    /// of their resident memory exceeds the limit.
    /// </summary>
    public bool HoldsMoreThan(long bytes)
    {
        var members = ProcessTable.MembersOf(_process.Id, mark: null);
        return members.Sum(member => member.Memory) > bytes && members.Sum(ProcessTable.ShareOf) > bytes;
    }

    /// <summary>Returns the ids of the program's processes.</summary>
    public IEnumerable<int> Processes() => ProcessTable.MembersOf(_process.Id, mark: null).Select(member => member.Id);

    /// <summary>Returns the number of bytes of standard output that have not been read.</summary>
    public int WaitingOutput() => Waiting(Output);

    /// <summary>Returns the number of bytes of standard error that have not been read.</summary>
    public int WaitingErrors() => Waiting(Errors);

    private static int Waiting(Stream pipe) => Kernel.Waiting(((AnonymousPipeClientStream)pipe).SafePipeHandle);

    /// <summary>Starts a program.</summary>
    /// <exception cref="UserErrorException">The system cannot start the program.</exception>
    public static RunningProgram Start(ProgramStart program, ProcessReaper reaper)
    {
        if (!OperatingSystem.IsLinux())
            throw new UserErrorException(
                $"programs run as trials only on Linux, and node {Environment.MachineName} runs another system");
        reaper.Begin();
        var mark = reaper.MarkOf(program.Name);
        var start = new ProcessStartInfo("/bin/sh", ["-c", Launch, "launch", .. program.Words])
        {
            WorkingDirectory = program.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
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
            reaper.Watch(process.Id);
            return new RunningProgram(process, reaper, mark);
        }
        catch (Win32Exception refused)
        {
            throw new UserErrorException(
                $"'{program.Words[0]}' cannot be started on node "
                + $"{Environment.MachineName}: {refused.Message}", refused);
        }
    }

    /// <summary>Asks the program and its process group to end.</summary>
    public void AskToEnd()
    {
        // Until the program leads its group, it is the only process.
        if (!Kernel.Signal(-_process.Id, Kernel.Terminate)) Kernel.Signal(_process.Id, Kernel.Terminate);
    }

    /// <summary>Waits until the program and its process group have ended.</summary>
    public async Task WaitForAllAsync(CancellationToken cancel)
    {
        await Exited.WaitAsync(cancel);
        using var look = new PeriodicTimer(Look, Time);
        while (Kernel.Signal(-_process.Id, 0) && ProcessTable.MembersOf(_process.Id, mark: null).Count > 0)
            await look.WaitForNextTickAsync(cancel);
    }

    /// <summary>Kills all remaining processes of the program, even those that have left its group.</summary>
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
        _reaper.Forget(_process.Id);
        _process.Dispose();
    }
}
