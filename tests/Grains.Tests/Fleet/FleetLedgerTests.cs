using Experiments.Contracts.Grains;
using Experiments.Grains.Fleet;
using Experiments.Grains.Tests.Support;

namespace Experiments.Grains.Tests.Fleet;

public sealed class FleetLedgerTests
{
    private static readonly TimeSpan Start = TimeSpan.Zero;

    private readonly FleetLedger _ledger = new(Guid.NewGuid());

    [Fact]
    public void Allocate_TwoNodes_GrantsAllTheirCoresAndNoMore()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Of("b", cpus: 3), Start);
        _ledger.Hear(Beats.Demand("sweep", 100));
        _ledger.Allocate(Start).BySilo().ShouldBe([("a", 2), ("b", 3)]);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Allocate_WantsLessThanThereIs_GrantsWhatIsWanted()
    {
        _ledger.Hear(Beats.Of("a", cpus: 8), Start);
        _ledger.Hear(Beats.Demand("sweep", 3));
        _ledger.Allocate(Start).Length.ShouldBe(3);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Allocate_HigherPriority_GoesFirst()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("low", 10, priority: int.MinValue));
        _ledger.Hear(Beats.Demand("high", 3));
        _ledger.Allocate(Start).BySweep().ShouldBe([("high", 3), ("low", 1)]);
    }

    [Fact]
    public void Allocate_EqualPriority_SharesByWeightOfAllThatIsUsed()
    {
        var first = new Lease { Id = new LeaseId(Guid.NewGuid(), 1), Silo = "a", Device = "cpu", Cpu = 2, Gpu = 0 };
        _ledger.Hear(Beats.Of("a", cpus: 8) with { Claims = [Beats.Claim(first, "light")] }, Start);
        _ledger.Hear(Beats.Demand("light", 10, weight: 1));
        _ledger.Hear(Beats.Demand("heavy", 10, weight: 3));
        // Two cores of eight are the light one's share, and it has them.
        _ledger.Allocate(Start).BySweep().ShouldBe([("heavy", 6)]);
    }

    [Fact]
    public void Allocate_GpuShares_FillOneDeviceBeforeTheNext()
    {
        _ledger.Hear(Beats.Of("a", cpus: 8, gpus: ["cuda:0", "cuda:1"]), Start);
        _ledger.Hear(Beats.Demand("sweep", 5, gpu: 0.4));
        _ledger.Allocate(Start).Select(grant => grant.Lease.Device).ShouldBe(["cuda:0", "cuda:0", "cuda:1", "cuda:1"]);
    }

    [Fact]
    public void Allocate_NothingFitsTheFirst_TheNextIsServed()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Demand("large", 1, cpu: 4, priority: 1));
        _ledger.Hear(Beats.Demand("small", 1));
        _ledger.Allocate(Start).BySweep().ShouldBe([("small", 1)]);
    }

    [Fact]
    public void Allocate_GrantNotClaimed_IsGrantedAgainOnceItExpired()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 9));
        var granted = _ledger.Allocate(Start).Single();
        var late = FleetLedger.LeaseLife - TimeSpan.FromTicks(1);
        _ledger.Hear(Beats.Of("a", cpus: 1), late);
        _ledger.Allocate(late).ShouldBeEmpty();
        _ledger.Allocate(FleetLedger.LeaseLife).Single().Lease.Id.ShouldNotBe(granted.Lease.Id);
    }

    [Fact]
    public void Allocate_GrantClaimed_CountsUntilTheNodeSaysItEnded()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 9));
        var lease = _ledger.Allocate(Start).Single().Lease;
        var later = 2 * FleetLedger.LeaseLife;
        _ledger.Hear(Beats.Of("a", cpus: 1, claimed: lease), later);
        // What was claimed is the node's to end.
        _ledger.Return(lease.Id);
        _ledger.Allocate(later).ShouldBeEmpty();
        _ledger.Hear(Beats.Of("a", cpus: 1), later);
        _ledger.Allocate(later).ShouldHaveSingleItem();
    }

    [Fact]
    public void Hear_EndedBeforeItWasEverClaimed_FreesAtOnce()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 9));
        var lease = _ledger.Allocate(Start).Single().Lease;
        _ledger.Hear(Beats.Of("a", cpus: 1) with { Ended = [lease.Id] }, Start);
        _ledger.Allocate(Start).ShouldHaveSingleItem();
    }

    [Fact]
    public void Return_Unclaimed_IsFreeForOthers()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("first", 9));
        var lease = _ledger.Allocate(Start).Single().Lease;
        _ledger.Hear(Beats.Demand("first", 0));
        _ledger.Hear(Beats.Demand("second", 9));
        _ledger.Allocate(Start).ShouldBeEmpty();
        _ledger.Return(lease.Id);
        _ledger.Allocate(Start).BySweep().ShouldBe([("second", 1)]);
    }

    [Fact]
    public void Allocate_NodeDrainsOrIsSilentOrForgotten_GrantsNothingThere()
    {
        _ledger.Hear(Beats.Of("leaving") with { Draining = true }, Start);
        _ledger.Hear(Beats.Of("silent"), Start);
        _ledger.Hear(Beats.Of("dead"), FleetLedger.Silence);
        _ledger.Forget("dead");
        _ledger.Hear(Beats.Demand("sweep", 9));
        _ledger.Allocate(FleetLedger.Silence).ShouldBeEmpty();
        _ledger.Hear(Beats.Of("silent"), FleetLedger.Silence);
        _ledger.Allocate(FleetLedger.Silence).Length.ShouldBe(2);
    }

    [Fact]
    public void WhyNot_Nodes_SaysWhatIsMissing()
    {
        _ledger.WhyNot("p", 1, 0).ShouldBe("pool 'p' has no node");
        var busy = new Lease { Id = new LeaseId(Guid.NewGuid(), 1), Silo = "a", Device = "cuda:0", Cpu = 2, Gpu = 1 };
        _ledger.Hear(Beats.Of("a", cpus: 2, gpus: ["cuda:0"], claimed: busy), Start);
        _ledger.WhyNot("p", 2, 1).ShouldBeNull();
        _ledger.WhyNot("p", 3, 0).ShouldBe("no node of pool 'p' has 3 CPU cores");
        _ledger.WhyNot("p", 1, 2).ShouldBe("no node of pool 'p' has 1 CPU cores and a GPU with a share of 2 to lend");
    }
}
