using Experiments.Contracts.Grains;
using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class DemandTellerTests
{
    private readonly PumpHarness _pump = new();
    private readonly LeaseBook _leases;
    private readonly RecordedFleet _fleet;
    private readonly DemandTeller _teller;

    public DemandTellerTests()
    {
        _leases = new LeaseBook(_pump.Sweep.Id, _pump.Sweep.Spec, _pump.Meters, TimeProvider.System);
        var (fleet, _) = RecordedFleet.Create();
        _fleet = (RecordedFleet)(object)fleet;
        _teller = new DemandTeller(_pump.Pump, _leases, fleet, () => { }, new NoOutages(), NullLogger.Instance);
    }

    private IEnumerable<SweepDemand> Said => _fleet.Told.OfType<SweepDemand>();

    [Fact]
    public Task Committed_WhatIsWantedHasChanged_IsTold() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        Said.ShouldHaveSingleItem().Target.ShouldBe(2000);
        await _pump.Pump.TellAsync(new SearchEvent.StopRequested());
        Said.Last().Target.ShouldBe(0);
    });

    [Fact]
    public Task Committed_AnAttemptBegins_LeavesWhatIsWantedAsItWas() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        var before = Said.Single();
        _leases.TryTake(new LeaseId(Guid.Empty, 1), _pump.Pump.State).ShouldBeTrue();
        await _pump.Pump.TellAsync(new SearchEvent.SlotOffered("node"));
        Said.ShouldHaveSingleItem();
        await _teller.TellAsync();
        // One of those that were wanted runs, and what was granted for it has come.
        var after = Said.Last();
        (after.Target - after.Running, after.Received.Length).ShouldBe((before.Target - before.Running - 1, 1));
    });

    [Fact]
    public Task Tell_TheFleetDoesNotAnswer_SaysAllOfItTheNextTime() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        var lease = new LeaseId(Guid.Empty, 1);
        _leases.TryTake(lease, _pump.Pump.State).ShouldBeTrue();
        _fleet.Away = new TimeoutException("the fleet is moving");
        await _teller.TellAsync();
        _fleet.Away = null;
        await _teller.TellAsync();
        await _teller.TellAsync();
        Said.TakeLast(3).Select(demand => demand.Received.Length).ShouldBe([1, 1, 0]);
    });
}
