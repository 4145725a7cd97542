using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Search.Events;

namespace Experiments.Grains.Sweeps;

/// <summary>Records how attempts end.</summary>
internal sealed class AttemptEnds(DecisionPump pump, LeaseBook leases, AttemptCalls attempts)
{
    /// <summary>Records the end that an attempt reports. Returns once it is committed.</summary>
    public Task ReportedAsync(AttemptReport report)
    {
        attempts.Begun(report.Successors);
        pump.Placed(report.Successors);
        if (report.End == AttemptEnd.Completed) leases.Trained(report.Trained);
        return EndAsync(report.Trial, report.Attempt, OutcomeOf(report, NodeOf(report)));
    }

    /// <summary>Records the outcome of an attempt. Returns once it is committed.</summary>
    public async Task EndAsync(int trial, int attempt, AttemptOutcome outcome)
    {
        await pump.TellAsync(new SearchEvent.AttemptEnded(trial, attempt, outcome));
        attempts.Forget(trial, attempt);
    }

    // A worker outside is not where the attempt is followed, so that its failure says nothing about that node.
    private string? NodeOf(AttemptReport report) => pump.Sweep.Spec.Workload is WorkloadSpec.Outside
        ? null
        : pump.State.Running.GetValueOrDefault(report.Trial)?.Node;

    private static AttemptOutcome OutcomeOf(AttemptReport report, string? node) => report.End switch
    {
        AttemptEnd.Completed => new AttemptOutcome.Completed(
            report.Objective, report.Outcomes.IsDefaultOrEmpty ? null : new(report.Outcomes)),
        AttemptEnd.Failed when report.NotItsFault && node is not null =>
            new AttemptOutcome.Faulted(report.Cause, node),
        AttemptEnd.Failed => new AttemptOutcome.Failed(report.Cause, node),
        AttemptEnd.Diverged => new AttemptOutcome.Diverged(report.Cause),
        AttemptEnd.Released => new AttemptOutcome.Released(report.Cause),
        // The attempt is no longer its trial's current one, so this changes nothing.
        AttemptEnd.Paused or AttemptEnd.Pruned => new AttemptOutcome.Released("it ended at a rung"),
        _ => new AttemptOutcome.Cancelled(),
    };
}
