using System.Runtime.ExceptionServices;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Training.Programs.Checkpoints;
using Experiments.Training.Programs.EventFiles;
using Experiments.Training.Programs.Output;
using Experiments.Training.Programs.Processes;

namespace Experiments.Training.Programs;

/// <summary>Follows a program from start to end, and reports how it ended.</summary>
internal sealed class ProgramAttempt(
    WorkloadSpec.Program program, RunningProgram running, ProgramLog log, Notices notices, MetricReports reports,
    ObjectiveWatch? objective, ProgramCheckpoints checkpoints, EventFileWatch? events, ProgramOptions options,
    TimeProvider time)
{
    private readonly TaskCompletionSource<Ending> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;

    /// <summary>Whether reports and checkpoints are ignored from now on. Only the log continues.</summary>
    private bool _deaf;

    // Reports come from standard output, and from other threads by TakeRecordAsync.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether the program reports by records, beside which what it prints for people is no report.</summary>
    private bool _hasRecords;

    /// <summary>Follows the program. The task completes when the program has ended as it should.</summary>
    /// <param name="resumed">
    /// Whether the program resumes from a checkpoint, and so may have nothing more to report.
    /// </param>
    /// <param name="interrupted">Cancelled when the program should save a checkpoint and end.</param>
    public async Task FollowAsync(bool resumed, CancellationToken interrupted)
    {
        using var watching = new CancellationTokenSource();
        var watches = Task.WhenAll(
            WatchTimeAsync(watching.Token), WatchMemoryAsync(watching.Token),
            WatchObjectiveAsync(resumed, watching.Token), WatchEventsAsync(watching.Token));
        var output = new ProgramOutput(running.Output, running.WaitingOutput, LogStream.Out, log, TimeProvider.System);
        var errors = new ProgramOutput(
            running.Errors, running.WaitingErrors, LogStream.Error, log, TimeProvider.System);
        var read = Task.WhenAll(
            Task.Run(() => output.ReadAsync(TakeAsync, SaveAsync, _over.Task), CancellationToken.None),
            Task.Run(
                () => errors.ReadAsync(HearError, () => Task.CompletedTask, _over.Task), CancellationToken.None));
        bool inTime;
        await using (interrupted.Register(() => _asked.TrySetResult(Ending.Interrupted)))
        {
            await Task.WhenAny(running.Exited, _asked.Task);
            inTime = running.Exited.IsCompleted || await EndAsync(await _asked.Task);
            await watching.CancelAsync();
            await watches.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await running.KillAsync();
        await ReadEventsAsync();
        _over.SetResult();
        await read;
        // What was being taken is taken.
        await _turn.WaitAsync(CancellationToken.None);
        _turn.Release();
        if (reports.Refused > 0)
            log.Note(
                $"more than {MetricReports.MostNames} metrics were printed by name; {reports.Refused} values of "
                + "others are only here");
        await ConcludeAsync(inTime, resumed, interrupted);

        Task SaveAsync() => InTurnAsync(() => TryAsync(() => checkpoints.AfterAsync(
            output.BytesRead, reports.Steps, reports.Step, running.WaitingOutput)));
    }

    /// <summary>
    /// Takes a report that does not come from standard output, and returns when it is taken. The program waits for that
    /// and cannot save a checkpoint meanwhile. Once the program has ended, reports are ignored.
    /// </summary>
    public Task TakeRecordAsync(string text) => InTurnAsync(async () =>
    {
        if (_over.Task.IsCompleted) return;
        log.Append(LogStream.Out, new OutputLine(text, 0, IsRecord: true));
        _hasRecords = true;
        await TryAsync(async () => await reports.TakeAsync(text));
    });

    private async Task InTurnAsync(Func<Task> work)
    {
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private ValueTask HearError(OutputLine line)
    {
        objective?.Unread(line.Text, " on standard error");
        return default;
    }

    private async ValueTask TakeAsync(OutputLine line)
    {
        if (line.Lost > 0)
        {
            notices.Tell("long", $"a line of more than {LineSplitter.Longest >> 20} MiB is not a report");
            return;
        }

        // A script for another tracker prints its values as well, often with another step than it logs them with.
        _hasRecords |= line.IsRecord && program.Shim is not ProgramShim.None;
        if (_hasRecords && !line.IsRecord) return;
        await InTurnAsync(() => TryAsync(async () =>
        {
            var signal = await reports.TakeAsync(line.Text);
            if (signal is TrialSignal.SaveCheckpoint)
                await checkpoints.WaitForChangeAsync(() => running.WaitingOutput() > 0 || running.Exited.IsCompleted);
            return signal;
        }));
    }

    /// <summary>
    /// Runs a report or save, and ends the program if the host answers with a stop. A failure must not keep the
    /// program's output from being read, since the program would then wait forever to print.
    /// </summary>
    private async Task TryAsync(Func<Task<TrialSignal>> work)
    {
        if (_deaf) return;
        try
        {
            if (await work() is not TrialSignal.Stop) return;
            _deaf = true;
            _asked.TrySetResult(Ending.Stopped);
        }
        catch (Exception fault)
        {
            (_fault, _deaf) = (fault, true);
            _asked.TrySetResult(Ending.Fault);
        }
    }

    /// <summary>Asks the program to end, and waits.</summary>
    /// <returns>Whether the program has ended in time.</returns>
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

    private async Task WatchObjectiveAsync(bool resumed, CancellationToken cancel)
    {
        // A resumed program may have nothing more to report.
        if (resumed || objective is null) return;
        await Task.Delay(options.ObjectivePatience, time, cancel);
        if (!objective.HasCome)
            log.Note(
                $"has not printed its objective '{objective.Name}' in its first "
                + $"{ProgramEnd.Describe(options.ObjectivePatience)}{objective.Instead()}");
    }

    private async Task WatchEventsAsync(CancellationToken cancel)
    {
        if (events is null) return;
        using var look = new PeriodicTimer(options.EventPause, time);
        while (await look.WaitForNextTickAsync(cancel)) await ReadEventsAsync();
    }

    private async Task ReadEventsAsync()
    {
        foreach (var line in events?.Read() ?? []) await TakeRecordAsync(line);
    }

    private async Task WatchMemoryAsync(CancellationToken cancel)
    {
        if (program.MemoryLimit is not { } limit) return;
        using var look = new PeriodicTimer(options.MemoryPause, time);
        while (await look.WaitForNextTickAsync(cancel))
            if (running.HoldsMoreThan(limit)) _asked.TrySetResult(Ending.MemoryLimit);
    }

    private async Task ConcludeAsync(bool inTime, bool resumed, CancellationToken interrupted)
    {
        if (_fault is not null) ExceptionDispatchInfo.Throw(_fault);
        // The trial was told to stop. Output since then was ignored, so checkpoints since then must be, too.
        if (_deaf) return;
        if (_asked.Task.IsCompleted && await _asked.Task is var ending)
        {
            switch (ending)
            {
                case Ending.TimeLimit:
                    throw new TrialLimitException(
                        $"ran longer than its time_limit of {ProgramEnd.Describe(program.TimeLimit!.Value)}");
                case Ending.MemoryLimit:
                    throw new TrialLimitException(
                        $"held more memory than its limit of {program.MemoryLimit >> 20} MiB, and was killed");
                case Ending.Interrupted:
                    if (inTime) await checkpoints.AtEndAsync(reports.Step);
                    throw new OperationCanceledException(interrupted);
            }
        }

        if (ProgramEnd.IsRefusal(running.ExitCode) && reports.Steps == 0 && !resumed)
            throw new TrialDoomedException(ProgramEnd.DescribeRefusal(running.ExitCode, log.LastError));
        if (running.ExitCode != 0) throw new UserErrorException(ProgramEnd.Describe(running.ExitCode, log.LastErrors));
        if (objective is not null) CheckObjective(objective, resumed);
        try
        {
            await checkpoints.AtEndAsync(reports.Step);
        }
        catch (TrialDoomedException refused)
        {
            // The program needs nothing more to resume.
            log.Note(refused.Message);
        }
    }

    private void CheckObjective(ObjectiveWatch watch, bool resumed)
    {
        if (watch.Refused is { } refused)
            throw new TrialDoomedException(
                $"the last value of its objective '{watch.Name}' is printed as '{refused.Text}', which is not "
                + $"accepted: {refused.Why}; print a plain number such as 0.21");
        if (resumed) return;
        if (reports.Steps == 0)
            throw new TrialDoomedException(
                "ended with exit code 0 and printed no metric: print lines such as 'epoch=1 val_loss=0.21' "
                + $"or '{{\"epoch\": 1, \"val_loss\": 0.21}}' to standard output{watch.Instead()}");
        if (!watch.HasCome)
            throw new TrialDoomedException(
                $"ended with exit code 0 and never printed its objective '{watch.Name}'{watch.Instead()}");
    }
}
