using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Sweeps;
using Experiments.Testing.Fakes;
using Experiments.Testing.Waits;
using Experiments.Training.Programs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Experiments.Training.Tests.Support;

/// <summary>A folder with a program in it, and the executor that runs it.</summary>
internal sealed class ProgramTrials : IDisposable
{
    private readonly InMemoryTrialLogStore _logs = new();
    private readonly ProcessExecutor _executor;

    public ProgramTrials(
        ProgramOptions? options = null, TimeProvider? time = null, IArtifactStore? artifacts = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Programs run on Linux.");
        options ??= new ProgramOptions { CheckpointPause = TimeSpan.Zero };
        Scratch = Directory.CreateDirectory(Path.Combine(Folder, "scratch")).FullName;
        _executor = new(
            _logs, artifacts ?? Artifacts, options with { ScratchFolder = Scratch }, time ?? TimeProvider.System,
            NullLogger<ProcessExecutor>.Instance);
    }

    /// <summary>The files that programs left, unless another store was given.</summary>
    public RecordingArtifactStore Artifacts { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("experiments-programs-").FullName;

    public string Scratch { get; }

    public static TrialId Trial { get; } = new(1, 4);

    public string Write(string name, string text, bool executable = false)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        if (executable && !OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A trial of a shell script.</summary>
    public TrialOrder Shell(string script, params (string Name, object Value)[] parameters) =>
        Order(new WorkloadSpec.Program(null, ["bash", "-c", script]) { Directory = Folder },
            Trials.Parameters(parameters));

    public static TrialOrder Order(
        WorkloadSpec.Program program, Assignment? assignment = null, int attempt = 1) => new()
        {
            SweepId = "sweep",
            Trial = Trial,
            Attempt = attempt,
            Workload = program,
            Parameters = new TrialParameters(assignment ?? Assignment.Empty, null),
            Objective = "loss",
            Seed = 7,
            Device = "cpu",
            Threads = 3,
            CheckpointEveryEpochs = 1,
        };

    public async Task<RecordingHost> RunAsync(
        TrialOrder order, RecordingHost? host = null, CancellationTokenSource? interrupt = null)
    {
        host ??= new RecordingHost();
        await _executor.RunAsync(order, host, interrupt?.Token ?? CancellationToken.None);
        return host;
    }

    public Task<Provenance> PrepareAsync(WorkloadSpec.Program program) =>
        _executor.PrepareAsync(program, 1, new Progress<string>(), CancellationToken.None);

    public IReadOnlyList<LogPart> Log(int attempt = 1) => _logs.Read(Trial, attempt);

    public string Text(LogStream stream) =>
        string.Concat(Log().Where(part => part.Stream == stream).Select(part => part.Text));

    /// <summary>Waits for a file that a program writes when it has reached a certain point.</summary>
    public async Task<string> WaitForFileAsync(string name)
    {
        var path = Path.Combine(Folder, name);
        await Waiting.UntilAsync(
            () => File.Exists(path) && new FileInfo(path).Length > 0, $"the program to write '{name}'");
        return (await File.ReadAllTextAsync(path)).Trim();
    }

    public static Task WaitUntilAsleepAsync(string process) => Waiting.UntilAsync(
        () => File.ReadAllText($"/proc/{process}/stat").Contains(") S "), $"process {process} to sleep");

    public void Dispose()
    {
        _executor.Dispose();
        // .NET cannot delete a file whose name is not UTF-8.
        using var delete = System.Diagnostics.Process.Start("rm", ["-rf", Folder]);
        delete.WaitForExit(TimeSpan.FromMinutes(1)).ShouldBeTrue("the folder is not deleted");
    }
}
