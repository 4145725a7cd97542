using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace Experiments.Grains.Tests.Sweeps;

public sealed class SweepRunTests
{
    private readonly PumpHarness _pump = new();
    private readonly IFleetGrain _fleet;
    private readonly IReadOnlyList<object> _told;
    private readonly SweepRun _run;
    private int _left;

    public SweepRunTests()
    {
        (_fleet, _told) = RecordedFleet.Create();
        var log = NullLogger.Instance;
        // Nothing begins here, so no attempt is called.
        var attempts = new AttemptCalls(_pump.Sweep, _pump.Pump.State, null!, null!, null!, log);
        _run = new SweepRun(_pump.Sweep, _pump.Pump, attempts, _fleet, null!, _pump.Meters, () => _left++, _ => throw new NotSupportedException("nobody warms up"), TimeProvider.System, log);
    }

    [Fact]
    public void Use_NothingMayBegin_SaysHowMuchIsWantedAndThenReturnsTheLeases()
    {
        var leases = Leases(3);
        _run.Use(leases);
        _told.Count.ShouldBe(2);
        _told[0].ShouldBeOfType<SweepDemand>().Wanted.ShouldBe(0);
        _told[1].ShouldBeOfType<ImmutableArray<LeaseId>>().ShouldBe(leases.Select(lease => lease.Id));
    }

    [Fact]
    public Task Use_CommitFails_WithdrawsItsDemandReturnsTheLeasesAndLeaves() => Serial.RunAsync(async () =>
    {
        await _pump.Pump.TellAsync(new SearchEvent.Prepared());
        _pump.Before = () => throw new TimeoutException("the database is away");
        var leases = Leases(3);
        _run.Use(leases);
        await Should.ThrowAsync<TimeoutException>(_pump.Pump.TellAsync(new SearchEvent.StopRequested()));
        // What waits for the same commit goes on in turn.
        for (var turns = 0; turns < 1000 && _told.LastOrDefault() is not ImmutableArray<LeaseId>; turns++) await Task.Yield();
        _told.OfType<SweepDemand>().ShouldAllBe(demand => demand.Wanted == 0);
        _told.OfType<ImmutableArray<LeaseId>>().Single().ShouldBe(leases.Select(lease => lease.Id));
        _left.ShouldBeGreaterThan(0);
    });

    [Fact]
    public void Use_MovedElsewhere_LeavesTheDemandAlone()
    {
        _run.Close();
        _run.Use(Leases(1));
        _told.OfType<SweepDemand>().ShouldBeEmpty();
        _told.OfType<ImmutableArray<LeaseId>>().Count().ShouldBe(1);
    }

    private static ImmutableArray<Lease> Leases(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
            new Lease { Id = new LeaseId(Guid.Empty, i), Silo = "node", Device = "cpu", Cpu = 1, Gpu = 0 }),
    ];
}
