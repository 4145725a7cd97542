using Experiments.Contracts.Faults;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Search.States.Trials;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Brings what runs in line with what was decided: records the end of lost attempts, interrupts the attempts of a sweep
/// that is being cancelled, gives back those above its limit or its budget, and sends the fleet the demand again. Every
/// action is safe to repeat.
/// </summary>
internal sealed partial class Reconciler
{
    private readonly DecisionPump _pump;
    private readonly AttemptCalls _attempts;
    private readonly AttemptEnds _ends;
    private readonly DemandTeller _demand;
    private readonly SweepMeters _meters;
    private readonly IOutages _outages;
    private readonly ILogger _log;
    private readonly SingleFlight _reconcile;

    public Reconciler(
        DecisionPump pump, AttemptCalls attempts, AttemptEnds ends, DemandTeller demand, SweepMeters meters,
        IOutages outages, ILogger log)
    {
        (_pump, _attempts, _ends, _demand, _meters) = (pump, attempts, ends, demand, meters);
        (_outages, _log) = (outages, log);
        _reconcile = new SingleFlight(ReconcileAsync);
        pump.Committed += _ => InterruptCancelled();
        pump.Committed += steps =>
        {
            if (steps.Any(step => step.Event is SearchEvent.LimitRequested
                    || step.Actions.Any(action => action is SearchAction.UseUp)))
                Release();
        };
    }

    /// <summary>Compares what runs with what was decided, and repairs the differences.</summary>
    public Task RunAsync() => _reconcile.RunAsync();

    private async Task ReconcileAsync()
    {
        try
        {
            var running = _pump.State.Running;
            await _attempts.LearnNodesAsync(running.Values);
            await Task.WhenAll(running.Select(pair => VerifyAsync(pair.Key, pair.Value)));
            InterruptCancelled();
            // Again, because an attempt that was about to start did not hear it.
            Release();
            await _demand.TellAsync();
        }
        catch (Exception failure)
        {
            if (!_outages.Explain(failure, "attempts"))
                LogNotReconciled(_pump.Sweep.Spec.Name, Causes.InBrief(failure));
        }
    }

    private async Task VerifyAsync(int trial, RunningTrial running)
    {
        if (await _attempts.VerifyAsync(trial, running) is not { } outcome) return;
        if (outcome is AttemptOutcome.Failed) _meters.AttemptLost();
        await _ends.EndAsync(trial, running.Attempt, outcome);
    }

    private void InterruptCancelled()
    {
        if (_pump is { IsClosed: false, State.Status: SweepStatus.Cancelling })
            _attempts.InterruptAsync(_pump.State.Running).Ignore();
    }

    private void Release()
    {
        if (_pump is { IsClosed: false, State: { IsOverBudget: true } over })
            _attempts.ReleaseAsync(over.Running, "the sweep's budget is used up").Ignore();
        else if (_pump is { IsClosed: false, State: { MostAtOnce: { } most } state })
            _attempts.ReleaseAsync(state.AboveLimit, $"the sweep was limited to {most} at a time").Ignore();
    }

    [LoggerMessage(
        1, LogLevel.Warning, "{Sweep} could not be reconciled; this is tried again at the next ping: {Cause}")]
    private partial void LogNotReconciled(string sweep, string cause);
}
