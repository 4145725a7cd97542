using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Tracing;
using Experiments.Search.Events;
using Experiments.Search.States.Rungs;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>Handles attempts that reach rungs, and decides what becomes of them.</summary>
internal sealed partial class RungReports(DecisionPump pump, ILogger log)
{
    private bool _saidThatRungsAreSkipped;

    /// <summary>
    /// Records that an attempt has reached a rung. Returns what becomes of it, once that is committed.
    /// </summary>
    public async Task<RungAnswer> ReachedAsync(RungReport report)
    {
        var before = pump.State.Running.GetValueOrDefault(report.Trial)?.Progress;
        var decided = await pump.TellAsync(
            new SearchEvent.RungReached(
                report.Trial, report.Attempt, report.Step, report.Objective, report.Best,
                report.Outcomes.IsDefaultOrEmpty ? null : new(report.Outcomes)));
        if (decided.OfType<SearchAction.ReachRung>().SingleOrDefault() is { } reach)
            WarnOfSkipped(reach, before, report.Step);
        // Read from the state, which is also right if this report is a repetition and was decided earlier.
        var state = pump.State;
        return state.Running.GetValueOrDefault(report.Trial)?.Attempt == report.Attempt ? RungAnswer.Continue
            : state.Paused.GetValueOrDefault(report.Trial)?.Attempt == report.Attempt ? RungAnswer.Pause
            : RungAnswer.Stop;
    }

    private void WarnOfSkipped(SearchAction.ReachRung reach, RungProgress? before, int step)
    {
        var skipped = reach.Rung - (before?.Rung ?? -1) - 1;
        if (skipped == 0 || _saidThatRungsAreSkipped) return;
        _saidThatRungsAreSkipped = true;
        LogSkipped(pump.Sweep.Spec.Name, reach.Trial, skipped + 1, step);
    }

    [LoggerMessage(
        LogEvents.Advice, LogLevel.Warning,
        "{Sweep}: trial {Trial} passed {Rungs} rungs of early_terminate with one report, at {Step}, and is "
        + "compared once for all of them; give the rungs in the steps that it reports or, for asha, count its reports "
        + "with 'time_attr: training_iteration'")]
    private partial void LogSkipped(string sweep, int trial, int rungs, int step);
}
