using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Search.Events;
using Microsoft.Extensions.Logging;

namespace Experiments.Grains.Sweeps;

/// <summary>
/// Sends the fleet the sweep's demand whenever it may have changed, and gives leases back. A sweep whose commit failed
/// demands nothing and deactivates: it can use leases only once it is loaded again, and until then would be granted
/// leases that it fails to use, over and over. A sweep that has ended does not deactivate: a user who extends it at
/// that moment would call an activation that is going away, and the request would be lost.
/// </summary>
internal sealed partial class DemandTeller
{
    private readonly DecisionPump _pump;
    private readonly LeaseBook _leases;
    private readonly IFleetGrain _fleet;
    private readonly Action _leave;
    private readonly IOutages _outages;
    private readonly ILogger _log;
    private readonly SingleFlight _tell;

    /// <param name="pump">The pump whose commits change the demand.</param>
    /// <param name="leases">The sweep's leases, from which its demand follows.</param>
    /// <param name="fleet">The fleet that receives the demand.</param>
    /// <param name="leave">Called when the sweep's state is invalid because a commit failed.</param>
    /// <param name="outages">Knows while the database does not answer.</param>
    /// <param name="log">The log that other failures are written to.</param>
    public DemandTeller(
        DecisionPump pump, LeaseBook leases, IFleetGrain fleet, Action leave, IOutages outages, ILogger log)
    {
        (_pump, _leases, _fleet, _leave, _outages, _log) = (pump, leases, fleet, leave, outages, log);
        _tell = new SingleFlight(TellOnceAsync);
        pump.Committed += Committed;
        pump.Broke += StartOver;
    }

    /// <summary>Sends the fleet the current demand.</summary>
    public Task TellAsync() => _tell.RunAsync();

    /// <summary>Gives back leases on which no attempt begins.</summary>
    public async Task ReturnAsync(ImmutableArray<LeaseId> unused)
    {
        await TellAsync();
        await _fleet.ReturnAsync(unused);
    }

    private void Committed(ImmutableArray<SearchStep> steps)
    {
        _leases.Committed(steps);
        // An attempt that begins on a lease does not change the demand.
        if (steps.Any(step => step.Event is not SearchEvent.SlotOffered)) TellAsync().Ignore();
    }

    private void StartOver(Exception failure)
    {
        if (!_outages.Explain(failure, "decisions")) LogNotRecorded(_pump.Sweep.Spec.Name, failure.Message);
        TellAsync().Ignore();
    }

    private async Task TellOnceAsync()
    {
        // If the sweep already continues on another silo, its demand must not be changed from here.
        if (_pump.IsClosed) return;
        try
        {
            var demand = _leases.Demand(_pump.State, _pump.IsBroken);
            await _fleet.WantAsync(demand);
            _leases.Answered(demand);
        }
        catch (Exception unknown)
        {
            LogNoAnswer(unknown);
        }

        if (_pump.IsBroken) _leave();
    }

    [LoggerMessage(
        1, LogLevel.Warning, "A decision of {Sweep} was not recorded; it continues from what is stored: {Cause}")]
    private partial void LogNotRecorded(string sweep, string cause);

    [LoggerMessage(2, LogLevel.Debug, "The fleet did not answer.")]
    private partial void LogNoAnswer(Exception unknown);
}
