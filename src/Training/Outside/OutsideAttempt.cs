using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Training.Programs.Output;

namespace Experiments.Training.Outside;

/// <summary>
/// An attempt that a worker outside the cluster carries out: takes its messages one by one and each once, until it
/// ends, is told to stop, or is silent for longer than it said. Thread-safe.
/// </summary>
internal sealed class OutsideAttempt
{
    /// <summary>How long a worker may be silent before its first message: it may never have got the trial.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30);

    private static readonly OutsideAnswer GoOn = new(GoesOn: true);
    private static readonly OutsideAnswer IsOver = new(GoesOn: false);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly TaskCompletionSource<(OutsideEnd? How, string Cause)> _over =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly ITrialHost _host;
    private readonly MetricReports _reports;
    private readonly ProgramLog _log;
    private readonly ITimer _silence;
    private TimeSpan _within = First;
    private long _last;

    /// <param name="host">Receives the reports.</param>
    /// <param name="reports">Reads the lines.</param>
    /// <param name="log">Receives every line.</param>
    /// <param name="time">The clock that measures silence.</param>
    public OutsideAttempt(ITrialHost host, MetricReports reports, ProgramLog log, TimeProvider time)
    {
        (_host, _reports, _log) = (host, reports, log);
        _silence = time.CreateTimer(_ => Lose(), null, First, Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Follows the attempt. The task ends as that of <see cref="IExecutor.RunAsync"/> does.
    /// </summary>
    /// <exception cref="WorkerFailedException">The worker failed, or was silent for too long.</exception>
    public async Task FollowAsync(CancellationToken interrupted)
    {
        await using var interruption = interrupted.Register(() => _over.TrySetCanceled(interrupted));
        await using var silence = _silence;
        var (how, cause) = await _over.Task;
        if (_reports.Refused > 0)
            _log.Note(
                $"more than {MetricReports.MostNames} metrics were reported by name; {_reports.Refused} values of "
                + "others are only here");
        if (how == OutsideEnd.Failed) throw new WorkerFailedException(cause);
        if (how == OutsideEnd.Released) throw new OperationCanceledException(cause);
    }

    /// <summary>Takes a message.</summary>
    /// <exception cref="UserErrorException">Its number does not follow that of the last one.</exception>
    public async Task<OutsideAnswer> TakeAsync(OutsideMessage message)
    {
        Hear(message.Within);
        if (message.Number == 0) return Answer();
        await _one.WaitAsync();
        try
        {
            if (message.Number != _last && !_over.Task.IsCompleted) await TakeNextAsync(message);
            return Answer();
        }
        finally
        {
            Hear(message.Within);
            _one.Release();
        }
    }

    private async Task TakeNextAsync(OutsideMessage message)
    {
        if (message.Number != _last + 1)
            throw new UserErrorException(
                $"message {message.Number} of attempt {message.Attempt} of trial {message.Trial} cannot be taken: the "
                + $"next one is {_last + 1}; number messages without gaps, and repeat only the last one");
        // From here on a repeated message would report its first lines twice.
        _last = message.Number;
        try
        {
            foreach (var line in message.Lines)
            {
                _log.Append(LogStream.Out, new OutputLine(line, 0));
                var signal = await _reports.TakeAsync(line);
                // At a rung there is no checkpoint to wait for.
                if (signal == TrialSignal.SaveCheckpoint) signal = await _host.ReportAsync([], CancellationToken.None);
                if (signal != TrialSignal.Stop) continue;
                _over.TrySetResult((null, ""));
                return;
            }
        }
        catch (Exception fault)
        {
            _over.TrySetException(fault);
            throw;
        }

        if (message.End is { } end) _over.TrySetResult((end, message.Cause));
    }

    private OutsideAnswer Answer() => _over.Task.IsCompleted ? IsOver : GoOn;

    private void Hear(TimeSpan within)
    {
        _within = within;
        _silence.Change(within, Timeout.InfiniteTimeSpan);
    }

    private void Lose() =>
        _over.TrySetResult((OutsideEnd.Failed, $"its worker was silent for {_within.TotalSeconds:0.#} s"));
}
