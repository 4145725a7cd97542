using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Placement;

namespace Experiments.Grains.Fleet;

/// <inheritdoc cref="IFleetGrain"/>
internal sealed class FleetGrain(Membership membership, TimeProvider time) : Grain, IFleetGrain
{
    /// <summary>
    /// A new incarnation does not know what runs. It grants leases once every active silo has sent a beat, or after the
    /// time of two beats, because silos of other pools never send one here.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FleetLedger _ledger = new(Guid.NewGuid());
    private readonly TaskCompletionSource _allSpoke = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _since = time.GetTimestamp();
    private MembershipVersion _seen;

    private TimeSpan Age => time.GetElapsedTime(_since);

    public Task BeatAsync(NodeBeat beat)
    {
        // A silo that was declared dead may still send beats for a while.
        if (membership.Lives(beat.Silo)) _ledger.Hear(beat, Age);
        Offer(Allocate());
        AskBack();
        return Task.CompletedTask;
    }

    public Task WantAsync(SweepDemand demand)
    {
        _ledger.Hear(demand, Age);
        Offer(Allocate());
        AskBack();
        return Task.CompletedTask;
    }

    public Task ReturnAsync(ImmutableArray<LeaseId> leases)
    {
        foreach (var lease in leases) _ledger.Return(lease);
        Offer(Allocate());
        return Task.CompletedTask;
    }

    public async Task<string?> WhyNotAsync(double cpu, double gpu)
    {
        var left = Patience - Age;
        if (left > TimeSpan.Zero && !KnowsNodes()) await Task.WhenAny(_allSpoke.Task, Task.Delay(left, time));
        return _ledger.WhyNot(this.GetPrimaryKeyString(), cpu, gpu);
    }

    private ImmutableArray<Grant> Allocate()
    {
        if (_seen != membership.Version)
        {
            _seen = membership.Version;
            foreach (var silo in _ledger.Silos.Where(silo => !membership.Lives(silo)).ToArray()) _ledger.Forget(silo);
        }

        return KnowsNodes() ? _ledger.Allocate(Age) : [];
    }

    private bool KnowsNodes()
    {
        if (_allSpoke.Task.IsCompleted) return true;
        if (Age < Patience && !membership.AllIn(_ledger.Silos)) return false;
        _allSpoke.SetResult();
        return true;
    }

    private void AskBack()
    {
        if (!KnowsNodes()) return;
        // Not awaited: an attempt that cannot be reached is asked again.
        foreach (var claim in _ledger.Preempt(Age))
        {
            var key = new AttemptKey(claim.SweepId, claim.Trial, claim.Attempt, claim.Lease.Silo);
            var attempt = GrainFactory.GetGrain<ITrialGrain>(key.ToString());
            attempt.ReleaseAsync("a sweep of higher priority needed its place").Ignore();
        }
    }

    /// <summary>Sends granted leases to their sweeps. Leases reach a sweep in no other way.</summary>
    private void Offer(ImmutableArray<Grant> grants)
    {
        // Not awaited: a sweep that cannot be reached lets its leases expire.
        foreach (var sweep in grants.GroupBy(grant => grant.SweepId, grant => grant.Lease))
            GrainFactory.GetGrain<ISweepGrain>(sweep.Key).OfferAsync([.. sweep]).Ignore();
    }
}
