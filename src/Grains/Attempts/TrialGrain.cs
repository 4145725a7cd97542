using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Outside;
using Experiments.Contracts.Ports.Execution;
using Experiments.Grains.Placement;
using Orleans.Placement;

namespace Experiments.Grains.Attempts;

/// <summary>
/// The entry point to an attempt. The state is in the <see cref="Attempt"/> on the node and not in this activation,
/// which may vanish while the attempt trains: the grain directory deactivates grains when the silo dies that kept their
/// entry.
/// </summary>
[LeasedSiloPlacement, Immovable]
internal sealed class TrialGrain(IAttemptNode node, AttemptRunner runner, IOutsideTrials outside) : Grain, ITrialGrain
{
    private bool _givenUp;

    private AttemptKey Key => AttemptKey.Parse(this.GetPrimaryKeyString());

    public Task<bool> StartAsync(StartAttempt command)
    {
        if (node.Find(Key) is { } there) return Task.FromResult(HasBegun(there));
        if (_givenUp) throw new LeaseLostException($"attempt {Key} was given up before it started");
        // This activation has no state to keep.
        DeactivateOnIdle();
        var (sweep, trial, number, _) = Key;
        var claim = new Claim { Lease = command.Lease, SweepId = sweep, Trial = trial, Attempt = number };
        var attempt = node.TryAdmit(claim) ?? throw new LeaseLostException($"node {Key.Silo} has no room");
        runner.Start(attempt, command);
        return Task.FromResult(HasBegun(attempt));
    }

    public Task<bool> ConfirmAsync()
    {
        var runs = node.Find(Key) is not null;
        _givenUp |= !runs;
        return Task.FromResult(runs);
    }

    public Task InterruptAsync()
    {
        if (node.Find(Key) is { } attempt) attempt.Apply(new AttemptEvent.CancelRequested());
        else _givenUp = true;
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string cause)
    {
        node.Find(Key)?.Apply(new AttemptEvent.ReleaseRequested(cause));
        return Task.CompletedTask;
    }

    public async Task<OutsideAnswer?> TellAsync(OutsideMessage message)
    {
        if (node.Find(Key) is not { State.Phase: < AttemptPhase.Ending } attempt) return null;
        if (message.End == OutsideEnd.Released) attempt.Apply(new AttemptEvent.ReleaseRequested(message.Cause));
        return await outside.TellAsync(Key.SweepId, message);
    }

    private static bool HasBegun(Attempt attempt) => attempt.State.Phase != AttemptPhase.Waiting;
}
