using System.Collections.Immutable;
using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Logs;

/// <summary>
/// Tells the silo's log what happens to a sweep that is decided here, for a person on call: one line each when it is
/// accepted, continued, paused or ended, and when a trial fails or has to begin again. What goes as planned with a
/// single trial is of level debug, because there may be a thousand trials each second.
/// </summary>
internal sealed partial class SweepLog
{
    private readonly StoredSweep _sweep;
    private readonly ILogger<SweepLog> _log;
    private readonly Func<string, string> _withNames;

    /// <summary>Trials that wait because an attempt of theirs was lost, failed or was released.</summary>
    private readonly HashSet<int> _interrupted;

    /// <param name="sweep">The sweep.</param>
    /// <param name="loaded">Its state when it was loaded.</param>
    /// <param name="isNew">Whether nothing of it was ever decided.</param>
    /// <param name="withNames">Replaces the addresses of silos in a text by the names of their nodes.</param>
    /// <param name="log">The log to write to.</param>
    public SweepLog(
        StoredSweep sweep, SearchState loaded, bool isNew, Func<string, string> withNames, ILogger<SweepLog> log)
    {
        (_sweep, _log, _withNames) = (sweep, log, withNames);
        _interrupted = [.. loaded.Waiting.Select(trial => trial.Trial)];
        if (isNew) LogAccepted(Name, sweep.Id, Lower(sweep.Spec.Search.Method), sweep.Spec.Resources.Pool);
        else if (!loaded.IsFinal) LogContinued(Name, sweep.Id, Ended(loaded), loaded.Running.Count);
    }

    private string Name => _sweep.Spec.Name;

    /// <summary>Writes what has been decided.</summary>
    /// <param name="state">The state after these steps.</param>
    /// <param name="steps">The steps of one commit.</param>
    public void Committed(SearchState state, ImmutableArray<SearchStep> steps)
    {
        if (!_log.IsEnabled(LogLevel.Warning)) return;
        foreach (var step in steps)
            foreach (var action in step.Actions)
                Decided(state, step.Event, action);
    }

    private void Decided(SearchState state, SearchEvent happened, SearchAction action)
    {
        switch (action)
        {
            case SearchAction.BeginAttempt begin when _interrupted.Remove(begin.Trial):
                LogBegunAgain(begin.Trial, Name, begin.Attempt, _withNames(begin.Node));
                break;
            case SearchAction.BeginAttempt begin when _log.IsEnabled(LogLevel.Debug):
                LogBegun(begin.Trial, Name, begin.Attempt, _withNames(begin.Node));
                break;
            case SearchAction.Requeue requeue:
                _interrupted.Add(requeue.Trial);
                if (happened is SearchEvent.AttemptEnded { Outcome: AttemptOutcome.Failed or AttemptOutcome.Faulted })
                    LogLost(requeue.Attempt, requeue.Trial, Name, FirstLine(requeue.Cause));
                else LogReleased(requeue.Attempt, requeue.Trial, Name, FirstLine(requeue.Cause));
                break;
            case SearchAction.EndTrial { Status: TrialStatus.Failed } end:
                LogFailed(end.Trial, Name, end.Attempt, FirstLine(end.Cause));
                break;
            case SearchAction.EndTrial end:
                LogEnded(end.Trial, Name, Lower(end.Status));
                break;
            case SearchAction.RetryTrial retry:
                _interrupted.Add(retry.Trial);
                LogRetried(retry.Trial, Name);
                break;
            case SearchAction.PauseSweep:
                LogPaused(Name, _sweep.Id);
                break;
            case SearchAction.ResumeSweep:
                LogResumed(Name, _sweep.Id);
                break;
            case SearchAction.RaiseRunCap raise:
                LogExtended(Name, _sweep.Id, raise.RunCap);
                break;
            case SearchAction.UseUp used when state.Spending is { } spending:
                LogUsedUp(Name, _sweep.Id, BudgetText.Of(used.Part, spending.Limits));
                break;
            case SearchAction.RaiseBudget:
                LogRaised(Name, _sweep.Id);
                break;
            case SearchAction.LimitTrials { Most: { } most }:
                LogLimited(Name, _sweep.Id, most);
                break;
            case SearchAction.LimitTrials:
                LogNotLimited(Name, _sweep.Id);
                break;
            case SearchAction.EnterStatus { Status: SweepStatus.Failed } enter:
                LogSweepFailed(Name, _sweep.Id, FirstLine(enter.Reason));
                break;
            case SearchAction.EnterStatus enter when enter.Status.IsFinal():
                LogSweepEnded(
                    Name, _sweep.Id, Lower(enter.Status), state.Completed, state.Pruned, state.Failed, state.Cancelled,
                    state.Best is { } best ? $"{best.Trial}" : "none");
                break;
            case SearchAction.EnterStatus enter:
                LogStatus(Name, _sweep.Id, Lower(enter.Status));
                break;
        }
    }

    private static int Ended(SearchState state) => state.Completed + state.Pruned + state.Failed + state.Cancelled;

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();

    // The rest is in the trial's cause and its log.
    private string FirstLine(string? cause) =>
        cause is null ? "unknown" : _withNames(Causes.FirstLine(cause).TrimEnd('.'));

    [LoggerMessage(1, LogLevel.Information, "Sweep '{Sweep}' ({Id}) was accepted: method {Method}, pool '{Pool}'.")]
    private partial void LogAccepted(string sweep, string id, string method, string pool);

    [LoggerMessage(
        2, LogLevel.Information,
        "Sweep '{Sweep}' ({Id}) continues here: {Ended} of its trials have ended, {Running} are running.")]
    private partial void LogContinued(string sweep, string id, int ended, int running);

    [LoggerMessage(3, LogLevel.Debug, "Trial {Trial} of '{Sweep}' begins: attempt {Attempt} on {Node}.")]
    private partial void LogBegun(int trial, string sweep, int attempt, string node);

    [LoggerMessage(4, LogLevel.Information, "Trial {Trial} of '{Sweep}' begins again: attempt {Attempt} on {Node}.")]
    private partial void LogBegunAgain(int trial, string sweep, int attempt, string node);

    [LoggerMessage(
        5, LogLevel.Warning,
        "Attempt {Attempt} of trial {Trial} of '{Sweep}' failed, and the trial is tried again: {Cause}.")]
    private partial void LogLost(int attempt, int trial, string sweep, string cause);

    [LoggerMessage(
        6, LogLevel.Information,
        "Attempt {Attempt} of trial {Trial} of '{Sweep}' was given up, and the trial waits: {Cause}.")]
    private partial void LogReleased(int attempt, int trial, string sweep, string cause);

    [LoggerMessage(7, LogLevel.Warning, "Trial {Trial} of '{Sweep}' failed for good in attempt {Attempt}: {Cause}.")]
    private partial void LogFailed(int trial, string sweep, int attempt, string cause);

    [LoggerMessage(8, LogLevel.Debug, "Trial {Trial} of '{Sweep}' is {Status}.")]
    private partial void LogEnded(int trial, string sweep, string status);

    [LoggerMessage(9, LogLevel.Information, "Sweep '{Sweep}' ({Id}) is paused: no attempt begins.")]
    private partial void LogPaused(string sweep, string id);

    [LoggerMessage(10, LogLevel.Information, "Sweep '{Sweep}' ({Id}) is resumed.")]
    private partial void LogResumed(string sweep, string id);

    [LoggerMessage(11, LogLevel.Information, "Sweep '{Sweep}' ({Id}) was extended to {RunCap} trials.")]
    private partial void LogExtended(string sweep, string id, int runCap);

    [LoggerMessage(12, LogLevel.Information, "Sweep '{Sweep}' ({Id}) is {Status}.")]
    private partial void LogStatus(string sweep, string id, string status);

    [LoggerMessage(
        13, LogLevel.Information,
        "Sweep '{Sweep}' ({Id}) has ended, {Status}: {Completed} trials completed, {Pruned} were stopped early, "
        + "{Failed} failed, {Cancelled} were cancelled; the best is trial {Best}.")]
    private partial void LogSweepEnded(
        string sweep, string id, string status, int completed, int pruned, int failed, int cancelled, string best);

    [LoggerMessage(
        15, LogLevel.Information, "Trial {Trial} of '{Sweep}', which failed, waits to be tried again: a user asked.")]
    private partial void LogRetried(int trial, string sweep);

    [LoggerMessage(
        16, LogLevel.Information, "Sweep '{Sweep}' ({Id}) was limited to {Most} trials at a time: a user asked.")]
    private partial void LogLimited(string sweep, string id, int most);

    [LoggerMessage(17, LogLevel.Information, "Sweep '{Sweep}' ({Id}) is no longer limited by a user.")]
    private partial void LogNotLimited(string sweep, string id);

    [LoggerMessage(18, LogLevel.Information, "Sweep '{Sweep}' ({Id}) has used up its budget '{Budget}'.")]
    private partial void LogUsedUp(string sweep, string id, string budget);

    [LoggerMessage(19, LogLevel.Information, "The budget of sweep '{Sweep}' ({Id}) was raised: a user asked.")]
    private partial void LogRaised(string sweep, string id);

    [LoggerMessage(14, LogLevel.Error, "Sweep '{Sweep}' ({Id}) failed: {Cause}.")]
    private partial void LogSweepFailed(string sweep, string id, string cause);
}
