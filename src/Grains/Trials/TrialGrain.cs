using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Grains.Nodes;
using Experiments.Grains.Placement;
using Orleans.Placement;

namespace Experiments.Grains.Trials;

/// <summary>
/// The door to an attempt. What runs is known to its node, not to this: an activation may vanish while the attempt trains,
/// for the grain directory deactivates grains when a silo dies that kept their entry.
/// </summary>
[LeasedSiloPlacement, Immovable]
internal sealed class TrialGrain(NodeAgent node, AttemptRunner runner) : Grain, ITrialGrain
{
    private bool _givenUp;

    private AttemptKey Key => AttemptKey.Parse(this.GetPrimaryKeyString());

    public Task<bool> StartAsync(StartAttempt command)
    {
        if (node.Find(Key) is { } there) return Task.FromResult(!there.Waits);
        if (_givenUp) throw new LeaseLostException($"attempt {Key} was given up before it started");
        // Nothing is left here to remember.
        DeactivateOnIdle();
        var claim = new Claim { Lease = command.Lease, SweepId = Key.SweepId, Trial = Key.Trial, Attempt = Key.Attempt };
        var attempt = node.TryAdmit(claim) ?? throw new LeaseLostException($"node {Key.Silo} has no room");
        runner.Start(attempt, command);
        return Task.FromResult(!attempt.Waits);
    }

    public Task<bool> ConfirmAsync()
    {
        var runs = node.Find(Key) is not null;
        _givenUp |= !runs;
        return Task.FromResult(runs);
    }

    public Task InterruptAsync()
    {
        if (node.Find(Key) is { } attempt) attempt.Cancel();
        else _givenUp = true;
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string cause)
    {
        node.Find(Key)?.Release(cause);
        return Task.CompletedTask;
    }
}
