using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Fleet.Health;
using Experiments.Grains.Placement;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Fleet;

/// <inheritdoc cref="IFleetGrain"/>
internal sealed partial class FleetGrain(Membership membership, TimeProvider time, ILogger<FleetGrain> log)
    : Grain, IFleetGrain
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
        if (membership.Lives(beat.Silo))
        {
            _ledger.Hear(beat, Age);
            Judge(beat);
        }

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

        var grants = KnowsNodes() ? _ledger.Allocate(Age) : [];
        Log();
        return grants;
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
        AskBack(_ledger.Preempt(Age), "a sweep of higher priority needed its place");
        AskBack(_ledger.Recall(Age), "its place is quarantined");
    }

    private void AskBack(ImmutableArray<Claim> claims, string cause)
    {
        // Not awaited: an attempt that cannot be reached is asked again.
        foreach (var claim in claims)
        {
            var key = new AttemptKey(claim.SweepId, claim.Trial, claim.Attempt, claim.Lease.Silo);
            GrainFactory.GetGrain<ITrialGrain>(key.ToString()).ReleaseAsync(cause).Ignore();
        }
    }

    /// <summary>Tells a node what of it is quarantined, unless it knows.</summary>
    private void Judge(NodeBeat beat)
    {
        var quarantined = _ledger.QuarantinedOf(beat.Silo, Age);
        if (quarantined.Select(Known).SequenceEqual(beat.Quarantined.Select(Known))) return;
        // Not awaited: a node that cannot be reached is told again after its next beat.
        GrainFactory.GetGrain<INodeGrain>(beat.Silo).JudgedAsync(quarantined).Ignore();

        static (string?, int, string) Known(PlaceHealth place) => (place.Device, place.Offences, place.Reason);
    }

    private void Log()
    {
        var pool = this.GetPrimaryKeyString();
        foreach (var change in _ledger.TakeHealthChanges())
        {
            var place = change.Place.Gpu is { } gpu ? $"{gpu} of node {change.Node}" : $"Node {change.Node}";
            switch (change.Step)
            {
                case HealthStep.Quarantined:
                    LogQuarantined(place, pool, Math.Ceiling(change.Left.TotalSeconds), change.Reason);
                    break;
                case HealthStep.Probed:
                    LogProbed(place, pool);
                    break;
                case HealthStep.Released:
                    LogReleased(place, pool);
                    break;
                case HealthStep.Forgotten:
                    LogForgotten(place, pool);
                    break;
            }
        }
    }

    /// <summary>Sends granted leases to their sweeps. Leases reach a sweep in no other way.</summary>
    private void Offer(ImmutableArray<Grant> grants)
    {
        // Not awaited: a sweep that cannot be reached lets its leases expire.
        foreach (var sweep in grants.GroupBy(grant => grant.SweepId, grant => grant.Lease))
            GrainFactory.GetGrain<ISweepGrain>(sweep.Key).OfferAsync([.. sweep]).Ignore();
    }

    [LoggerMessage(
        1, LogLevel.Warning, "{Place} in pool {Pool} is quarantined for {Seconds} s: {Reason}")]
    private partial void LogQuarantined(string place, string pool, double seconds, string reason);

    [LoggerMessage(2, LogLevel.Information, "{Place} in pool {Pool} is probed by one trial.")]
    private partial void LogProbed(string place, string pool);

    [LoggerMessage(3, LogLevel.Information, "{Place} in pool {Pool} works and is used again.")]
    private partial void LogReleased(string place, string pool);

    [LoggerMessage(
        4, LogLevel.Warning,
        "{Place} in pool {Pool} has left while it was quarantined: if it is started again, it is used at once.")]
    private partial void LogForgotten(string place, string pool);
}
