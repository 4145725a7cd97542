using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Tells the fleet what the sweep wants whenever that may have changed, and hands leases back. A sweep whose commit
/// failed wants nothing and leaves, for it may want again only once it is loaded: nothing is granted to it meanwhile
/// that it would fail to use over and over. One that has ended does not leave: whoever gives it more to do in that
/// moment would talk to an activation that goes, and be lost with it.
/// </summary>
internal sealed class DemandTeller
{
    private readonly DecisionPump _pump;
    private readonly LeaseBook _leases;
    private readonly IFleetGrain _fleet;
    private readonly Action _leave;
    private readonly ILogger _log;
    private readonly SingleFlight _tell;

    /// <param name="pump">Whose commits change what is wanted.</param>
    /// <param name="leases">What is wanted.</param>
    /// <param name="fleet">Who is told.</param>
    /// <param name="leave">Called when the sweep's state is worth nothing any more, because a commit failed.</param>
    /// <param name="log">Told what fails.</param>
    public DemandTeller(DecisionPump pump, LeaseBook leases, IFleetGrain fleet, Action leave, ILogger log)
    {
        (_pump, _leases, _fleet, _leave, _log) = (pump, leases, fleet, leave, log);
        _tell = new SingleFlight(TellOnceAsync);
        pump.Committed += Committed;
        pump.Broke += StartOver;
    }

    /// <summary>Tells the fleet what is wanted now.</summary>
    public Task TellAsync() => _tell.RunAsync();

    /// <summary>Hands leases back on which nothing begins.</summary>
    public async Task ReturnAsync(ImmutableArray<LeaseId> unused)
    {
        await TellAsync();
        await _fleet.ReturnAsync(unused);
    }

    private void Committed(ImmutableArray<SearchStep> steps)
    {
        _leases.Committed(steps);
        // An attempt that begins on a lease leaves what is wanted as it was.
        if (steps.Any(step => step.Event is not SearchEvent.SlotOffered)) TellAsync().Ignore();
    }

    private void StartOver(Exception failure)
    {
        _log.LogWarning(
            "A decision of {Sweep} was not recorded; it starts over from what is: {Cause}",
            _pump.Sweep.Spec.Name, failure.Message);
        TellAsync().Ignore();
    }

    private async Task TellOnceAsync()
    {
        // Where the sweep goes on elsewhere already, its demand is not for this one to change.
        if (_pump.IsClosed) return;
        try
        {
            var demand = _leases.Demand(_pump.State, _pump.IsBroken);
            await _fleet.WantAsync(demand);
            _leases.Answered(demand);
        }
        catch (Exception unknown)
        {
            _log.LogDebug(unknown, "The fleet did not answer.");
        }

        if (_pump.IsBroken) _leave();
    }
}
