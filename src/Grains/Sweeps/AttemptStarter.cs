using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Outside;
using Experiments.Contracts.Sweeps;
using Experiments.Contracts.Tracing;
using Experiments.Grains.Outside;
using Experiments.Search.Events;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Turns leases into attempts: commits the decision to begin an attempt on a lease, and then starts the attempt.
/// </summary>
internal sealed class AttemptStarter(
    DecisionPump pump, LeaseBook leases, DemandTeller demand, AttemptCalls attempts, AttemptEnds ends,
    SweepMeters meters, TimeProvider time, OutsideClaims? claims = null)
{
    /// <summary>
    /// Begins attempts on leases, and gives back the leases on which none begins. The lease of an attempt that a node
    /// refuses is left to expire: until then the fleet counts its share as used. A node that refuses everything is
    /// therefore tried only once per share and lease lifetime, and a trial does not use up attempts in a tight loop.
    /// </summary>
    public async Task UseAsync(ImmutableArray<Lease> granted)
    {
        var unused = (await Task.WhenAll(granted.Select(TryBeginAsync))).OfType<LeaseId>().ToImmutableArray();
        if (!unused.IsEmpty) await demand.ReturnAsync(unused);
    }

    /// <summary>
    /// Begins an attempt on a lease. Returns the lease's id if it is to be given back; otherwise null.
    /// </summary>
    private async Task<LeaseId?> TryBeginAsync(Lease lease)
    {
        if (!leases.TryTake(lease.Id, pump.State)) return lease.Id;
        var taken = time.GetTimestamp();
        try
        {
            var decided = await pump.TellAsync(new SearchEvent.SlotOffered(lease.Silo));
            if (decided.OfType<SearchAction.BeginAttempt>().SingleOrDefault() is { } begin)
            {
                StartAsync(begin, lease, taken).Ignore();
                return null;
            }

            leases.Drop();
            // The waiting trials may not begin on this node now. If the lease were given back, it would be granted
            // again at once.
            return pump.State.RemainingDemand > 0 ? null : lease.Id;
        }
        catch (Exception)
        {
            // The pump has already reported the failure. If the decision was committed after all, its attempt never
            // starts.
            leases.Drop();
            return lease.Id;
        }
    }

    private async Task StartAsync(SearchAction.BeginAttempt begin, Lease lease, long taken)
    {
        using var span = SweepTrace.Start("place", pump.Sweep.Id)?.SetTag("experiments.trial", begin.Trial)
            .SetTag("experiments.attempt", begin.Attempt).SetTag("experiments.node", lease.Silo);
        var progress = pump.State.Running.GetValueOrDefault(begin.Trial)?.Progress;
        var (outcome, cause) = await attempts.StartAsync(begin, progress, lease);
        if (outcome != StartOutcome.Started) claims?.Forget(begin.Trial, begin.Attempt);
        else claims?.Started(new OutsideTrial
        {
            Trial = begin.Trial,
            Attempt = begin.Attempt,
            Assignment = begin.Assignment,
            Seed = TrialSeeds.Derive(pump.Sweep.Spec, begin.Trial),
        });
        if (outcome == StartOutcome.Started) meters.Placed(time.GetElapsedTime(taken));
        if (outcome == StartOutcome.Refused)
            await ends.EndAsync(begin.Trial, begin.Attempt, new AttemptOutcome.Released(cause));
    }
}
