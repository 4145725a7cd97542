using System.Runtime.ExceptionServices;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs.Checkpoints;
using Experiments.Training.Programs.Output;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Programs;

/// <summary>Follows a program from its start to its end, and says how it ended.</summary>
internal sealed class ProgramAttempt(
    WorkloadSpec.Program program, RunningProgram running, ProgramLog log, MetricReports reports, ProgramCheckpoints checkpoints,
    ProgramOptions options, TimeProvider time)
{
    private readonly TaskCompletionSource<Ending> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;

    /// <summary>Nobody listens any more: only the log goes on.</summary>
    private bool _deaf;

    /// <summary>Completes when the program has ended as it should.</summary>
    /// <param name="mustReport">It is to report something; one that goes on from a checkpoint may have nothing more to.</param>
    /// <param name="interrupted">It is to checkpoint and end.</param>
    public async Task FollowAsync(bool mustReport, CancellationToken interrupted)
    {
        using var watching = new CancellationTokenSource();
        var watches = Task.WhenAll(WatchTimeAsync(watching.Token), WatchMemoryAsync(watching.Token));
        var output = new ProgramOutput(running.Output, LogStream.Out, log);
        var read = Task.WhenAll(
            Task.Run(() => output.ReadAsync(TakeAsync, () => TryAsync(() => checkpoints.AfterAsync(output.BytesRead, reports.Steps, reports.Step, running.WaitingOutput)), _over.Task), CancellationToken.None),
            Task.Run(() => new ProgramOutput(running.Errors, LogStream.Error, log).ReadAsync(_ => default, () => Task.CompletedTask, _over.Task), CancellationToken.None));
        bool inTime;
        await using (interrupted.Register(() => _asked.TrySetResult(Ending.Interrupted)))
        {
            await Task.WhenAny(running.Exited, _asked.Task);
            inTime = running.Exited.IsCompleted || await EndAsync(await _asked.Task);
            await watching.CancelAsync();
            await watches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running.KillAsync();
        _over.SetResult();
        await read;
        if (reports.Refused > 0)
            log.Note($"more than {MetricReports.MostNames} metrics were printed by name; {reports.Refused} values of others are only here");
        await ConcludeAsync(inTime, mustReport, interrupted);
    }

    private async ValueTask TakeAsync(string line)
    {
        await TryAsync(async () =>
        {
            switch (await reports.TakeAsync(line))
            {
                case TrialSignal.Checkpoint:
                    await checkpoints.WaitForChangeAsync(() => running.WaitingOutput() > 0 || running.Exited.IsCompleted);
                    break;
                case TrialSignal.Stop:
                    _deaf = true;
                    _asked.TrySetResult(Ending.Stopped);
                    break;
            }
        });
    }

    /// <summary>What fails here must not keep the program's output from being read: it would wait forever to print.</summary>
    private async Task TryAsync(Func<Task> work)
    {
        if (_deaf) return;
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            (_fault, _deaf) = (fault, true);
            _asked.TrySetResult(Ending.Fault);
        }
    }

    /// <summary>Asks the program to end, and waits; false: it has not, in the time that it has.</summary>
    private async Task<bool> EndAsync(Ending ending)
    {
        if (ending is Ending.MemoryLimit) return false;
        using var grace = new CancellationTokenSource(options.Grace, time);
        running.AskToEnd();
        try
        {
            await running.WaitForAllAsync(grace.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            log.Note($"did not end within {options.Grace.TotalSeconds:0.#} s of SIGTERM, and was killed");
            return false;
        }
    }

    private async Task WatchTimeAsync(CancellationToken cancel)
    {
        if (program.TimeLimit is not { } limit) return;
        await Task.Delay(limit, time, cancel);
        _asked.TrySetResult(Ending.TimeLimit);
    }

    private async Task WatchMemoryAsync(CancellationToken cancel)
    {
        if (program.MemoryLimit is not { } limit) return;
        using var look = new PeriodicTimer(options.MemoryPause, time);
        while (await look.WaitForNextTickAsync(cancel))
            if (running.Memory() > limit) _asked.TrySetResult(Ending.MemoryLimit);
    }

    private async Task ConcludeAsync(bool inTime, bool mustReport, CancellationToken interrupted)
    {
        if (_fault is not null) ExceptionDispatchInfo.Throw(_fault);
        if (_asked.Task.IsCompleted && await _asked.Task is var ending)
        {
            switch (ending)
            {
                case Ending.TimeLimit:
                    throw new TrialDoomedException($"ran longer than its time_limit of {ProgramEnd.Of(program.TimeLimit!.Value)}");
                case Ending.MemoryLimit:
                    throw new TrialDoomedException($"held more memory than its limit of {program.MemoryLimit >> 20} MiB, and was killed");
                case Ending.Interrupted:
                    if (inTime) await checkpoints.AtEndAsync(reports.Step);
                    throw new OperationCanceledException(interrupted);
                default:
                    // What it printed since was not taken, so what it saved since must not be either.
                    return;
            }
        }

        if (running.ExitCode != 0) throw new UserErrorException(ProgramEnd.Describe(running.ExitCode, log.LastErrors));
        if (reports.Steps == 0 && mustReport)
            throw new TrialDoomedException(
                "ended with exit code 0 and printed no metric: print lines such as 'epoch=1 val_loss=0.21' "
                + "or '{\"epoch\": 1, \"val_loss\": 0.21}' to standard output");
    }
}
