using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class AttemptStarterTests
{
    private readonly PumpHarness _pump = new();
    private readonly IReadOnlyList<object> _told;
    private readonly AttemptStarter _starter;
    private int _left;

    public AttemptStarterTests()
    {
        (var fleet, _told) = RecordedFleet.Create();
        var log = NullLogger.Instance;
        var leases = new LeaseBook(_pump.Sweep.Id, _pump.Sweep.Spec, _pump.Meters, TimeProvider.System);
        var demand = new DemandTeller(_pump.Pump, leases, fleet, () => _left++, new NoOutages(), log);
        // Nothing begins here, so no attempt is called.
        var attempts = new AttemptCalls(_pump.Sweep, _pump.Pump.State, null!, null!, null!, log);
        var ends = new AttemptEnds(_pump.Pump, leases, attempts);
        _starter = new AttemptStarter(_pump.Pump, leases, demand, attempts, ends, _pump.Meters, TimeProvider.System);
    }

    [Fact]
    public async Task Use_NothingMayBegin_SaysWhatHasComeAndThenReturnsTheLeases()
    {
        var leases = Leases(3);
        await _starter.UseAsync(leases);
        _told.Count.ShouldBe(2);
        var said = _told[0].ShouldBeOfType<SweepDemand>();
        (said.Target, said.Running).ShouldBe((0, 0));
        said.Received.ShouldBe(leases.Select(lease => lease.Id), ignoreOrder: true);
        _told[1].ShouldBeOfType<ImmutableArray<LeaseId>>().ShouldBe(leases.Select(lease => lease.Id));
    }

    [Fact]
    public Task Use_CommitFails_WithdrawsItsDemandReturnsTheLeasesAndLeaves() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        _pump.Before = () => throw new TimeoutException("the database is away");
        var leases = Leases(3);
        var used = _starter.UseAsync(leases);
        await Should.ThrowAsync<TimeoutException>(_pump.Pump.TellAsync(new SearchEvent.StopRequested()));
        await used;
        var demands = _told.OfType<SweepDemand>().ToList();
        demands[0].Target.ShouldBe(2000);
        foreach (var demand in demands[1..]) demand.Target.ShouldBe(demand.Running);
        demands[^1].Running.ShouldBe(0);
        _told.OfType<ImmutableArray<LeaseId>>().Single().ShouldBe(leases.Select(lease => lease.Id));
        _left.ShouldBeGreaterThan(0);
    });

    [Fact]
    public async Task Use_MovedElsewhere_LeavesTheDemandAlone()
    {
        _pump.Pump.Close();
        await _starter.UseAsync(Leases(1));
        _told.OfType<SweepDemand>().ShouldBeEmpty();
        _told.OfType<ImmutableArray<LeaseId>>().Count().ShouldBe(1);
    }

    private static ImmutableArray<Lease> Leases(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
            new Lease { Id = new LeaseId(Guid.Empty, i), Silo = "node", Device = "cpu", Cpu = 1, Gpu = 0 }),
    ];
}
