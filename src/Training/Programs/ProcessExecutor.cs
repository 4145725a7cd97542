using System.Security.Cryptography;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Ports.Persistence.Artifacts;
using Experiments.Contracts.Settings;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Executors;
using Experiments.Training.Programs.Artifacts;
using Experiments.Training.Programs.Checkpoints;
using Experiments.Training.Programs.Commands;
using Experiments.Training.Programs.EventFiles;
using Experiments.Training.Programs.Mlflow;
using Experiments.Training.Programs.Output;
using Experiments.Training.Programs.Processes;
using Microsoft.Extensions.Logging;

namespace Experiments.Training.Programs;

/// <summary>Runs programs, each attempt as a process with its own folder.</summary>
public sealed class ProcessExecutor : IExecutor, IDisposable
{
    private readonly ITrialLogStore _logs;
    private readonly IArtifactStore _artifacts;
    private readonly ProgramOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ProcessExecutor> _logger;
    private readonly ProcessReaper _reaper;

    /// <param name="logs">The store for the output of programs.</param>
    /// <param name="artifacts">The store for the files that programs leave.</param>
    /// <param name="options">The options for running and ending programs.</param>
    /// <param name="time">The clock that measures limits and pauses.</param>
    /// <param name="logger">The logger for logs that cannot be written.</param>
    public ProcessExecutor(
        ITrialLogStore logs, IArtifactStore artifacts, ProgramOptions options, TimeProvider time,
        ILogger<ProcessExecutor> logger)
    {
        (_logs, _artifacts, _options, _time, _logger) = (logs, artifacts, options, time, logger);
        _reaper = new ProcessReaper(options.ScratchFolder);
    }

    /// <inheritdoc/>
    public async Task<Provenance> PrepareAsync(
        WorkloadSpec workload, int threads, IProgress<string> progress, CancellationToken cancel)
    {
        var program = (WorkloadSpec.Program)workload;
        var executed = ProgramCheck.Run(program);
        var file = program.File is null
            ? executed
            : ProgramFile.Find(program.Directory, [.. ProgramFile.PathsOf(program), program.File]);
        return new(ProductVersion.Built, TorchVersion: null, DatasetSha256: null, threads)
        {
            WorkloadSha256 = file is not null ? await HashAsync(file, cancel) : null,
            Interpreter = executed is null || file == executed
                ? null
                : await InterpreterVersion.AskAsync(executed, program.Directory, _time, cancel),
        };
    }

    /// <inheritdoc/>
    public async Task RunAsync(TrialOrder order, ITrialHost host, CancellationToken interrupted)
    {
        var program = (WorkloadSpec.Program)order.Workload;
        var checkpoint = order.Resume;
        using var place = NodeFaults.Prepare(program, _reaper.Folder, () => new TrialFolder(_reaper.Folder));
        await using var tracking = program.Shim is ProgramShim.Mlflow
            ? new MlflowTracking(order, place.Artifacts, _time)
            : null;
        var (start, secrets) = NodeFaults.Prepare(
            program, _reaper.Folder, () => StartOf(program, order, place, checkpoint?.Step, tracking));
        var kills = NodeFaults.CountKills();
        await using var log = new ProgramLog(
            _logs, order.Trial, order.Attempt, secrets, _options.LogPause, _time, _logger);
        var notices = new Notices(log.Note);
        var folder = new CheckpointFolder(
            place.Checkpoints, _options.LargestCheckpoint, notices, _options.ScratchFolder);
        var axis = new StepAxis(checkpoint?.Step ?? 0, notices);
        if (checkpoint is not null)
        {
            axis.Resume(await folder.UnpackAsync(checkpoint.Content));
            // The archive would take up space on the disk until the program ends.
            checkpoint.Content.Dispose();
        }

        var objective = order.Objective is { } name ? new ObjectiveWatch(name) : null;
        var reports = new MetricReports(
            host, axis, objective, [.. new[] { order.Objective, order.Clock }.OfType<string>()], notices);
        using var checkpoints = new ProgramCheckpoints(
            folder, host, order.CheckpointEveryEpochs, _options.CheckpointPause, _time, () => reports.State);
        await using var running = RunningProgram.Start(start, _reaper);
        try
        {
            var events = program.Shim is ProgramShim.Tensorboard
                ? new EventFileWatch(running.Processes, place.Artifacts, notices)
                : null;
            var attempt = new ProgramAttempt(
                program, running, log, notices, reports, objective, checkpoints, events, _options, _time);
            tracking?.Follow(attempt.TakeRecordAsync);
            await attempt.FollowAsync(resumed: checkpoint is not null, interrupted);
        }
        catch (UserErrorException failed)
        {
            var fault = NodeFaults.Find(running.ExitCode, kills, _reaper.Folder, failed.Message)
                ?? DeviceFaults.Classify(failed, order.Device);
            if (fault == failed) throw;
            throw fault;
        }
        finally
        {
            // However the program ended: the files of one that failed help to find the fault.
            await new ProgramArtifacts(place.Artifacts, _artifacts, _options.Artifacts, log.Note)
                .SaveAsync(order.Trial, order.Attempt);
        }
    }

    /// <summary>Ends the programs that are still running.</summary>
    public void Dispose() => _reaper.Dispose();

    private (ProgramStart Start, SecretValues Secrets) StartOf(
        WorkloadSpec.Program program, TrialOrder order, TrialFolder place, long? resumedStep,
        MlflowTracking? tracking)
    {
        var files = ProgramCheck.FilesOf(program);
        var assignment = order.Parameters.Assignment;
        var (read, secrets) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var macros = ProgramCheck.WordsOf(
            program, assignment, place.ParametersFile, files, (name, value) => read[name] = value,
            (name, value) => secrets[name] = value);
        var words = macros.Expand(program.Command);
        files.Check(program, words);
        File.WriteAllText(place.ParametersFile, ValueText.ToJson(assignment));
        var given = program.Environment.Select(
            pair => KeyValuePair.Create(pair.Key, macros.ExpandVariable(pair.Value))).ToList();
        var variables = ProgramVariables.List(
            order, given, place, resumedStep, _options.GpuNames, program.Shim);
        var name = $"{order.SweepId}/{order.Trial.Number}/{order.Attempt}";
        if (tracking is not null) read[MlflowTracking.TokenVariable] = tracking.Token;
        return (new(words, program.Directory, [.. variables, .. tracking?.Variables ?? []], name),
            new([.. given, .. read], secrets));
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel));
    }
}
