using System.Collections.Immutable;
using Experiments.Contracts.Grains;
using Experiments.Grains.Fleet;
using Experiments.Grains.Tests.Support;

namespace Experiments.Grains.Tests.Fleet;

public sealed class FleetLedgerTests
{
    private static readonly TimeSpan Start = TimeSpan.Zero;

    private readonly FleetLedger _ledger = new(Guid.NewGuid());
    private double _cpus;
    private Lease[] _held = [];

    [Fact]
    public void Allocate_TwoNodes_GrantsAllTheirCoresAndNoMore()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Of("b", cpus: 3), Start);
        _ledger.Hear(Beats.Demand("sweep", 100), Start);
        _ledger.Allocate(Start).BySilo().ShouldBe([("a", 2), ("b", 3)]);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Allocate_DemandThatAvoidsANode_GoesElsewhereOrWaitsForAMinute()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Of("b", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 3) with { Avoid = ["a"] }, Start);
        _ledger.Allocate(Start).BySilo().ShouldBe([("b", 1)]);

        var later = TimeSpan.FromMinutes(1);
        _ledger.Hear(Beats.Of("a", cpus: 2), later);
        _ledger.Hear(Beats.Of("b", cpus: 1), later);
        _ledger.Allocate(later).BySilo().ShouldContain(("a", 2));
    }

    [Fact]
    public void Allocate_OnlyNodeIsAvoided_IsGrantedAtOnce()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Demand("sweep", 1) with { Avoid = ["a"] }, Start);
        _ledger.Allocate(Start).BySilo().ShouldBe([("a", 1)]);
    }

    [Fact]
    public void Allocate_WantsLessThanThereIs_GrantsWhatIsWanted()
    {
        _ledger.Hear(Beats.Of("a", cpus: 8), Start);
        _ledger.Hear(Beats.Demand("sweep", 3), Start);
        _ledger.Allocate(Start).Length.ShouldBe(3);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Hear_DemandThatCrossedAGrant_CountsWhatIsOnItsWay()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 2), Start);
        var granted = _ledger.Allocate(Start);
        granted.Length.ShouldBe(2);

        _ledger.Hear(Beats.Demand("sweep", 2), Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
        // One lease has arrived and nothing runs on it; the other is on its way.
        _ledger.Hear(Beats.Demand("sweep", 2) with { Received = [granted[0].Lease.Id] }, Start);
        _ledger.Allocate(Start).Length.ShouldBe(1);
    }

    [Fact]
    public void Hear_LeaseOfAnotherIncarnation_IsNoneOfThese()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 2), Start);
        _ledger.Allocate(Start).Length.ShouldBe(2);
        _ledger.Hear(Beats.Demand("sweep", 2) with { Received = [new LeaseId(Guid.NewGuid(), 1)] }, Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Hear_WhatRuns_IsOfWhatIsWanted()
    {
        _ledger.Hear(Beats.Of("a", cpus: 8), Start);
        _ledger.Hear(Beats.Demand("sweep", 5) with { Running = 3 }, Start);
        _ledger.Allocate(Start).Length.ShouldBe(2);
    }

    [Fact]
    public void Hear_ClaimedAndNotNamed_IsCountedUntilItsLifeIsOver()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 1), Start);
        var lease = _ledger.Allocate(Start).Single().Lease;
        _ledger.Hear(Beats.Of("a", cpus: 4, claimed: lease), Start);
        // Sent before the lease arrived.
        _ledger.Hear(Beats.Demand("sweep", 1), Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
        // Sent when its attempt had begun, and before the sweep named it.
        _ledger.Hear(Beats.Demand("sweep", 2) with { Running = 1 }, Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
        _ledger.Hear(Beats.Of("a", cpus: 4, claimed: lease), FleetLedger.LeaseLife);
        _ledger.Hear(Beats.Demand("sweep", 2) with { Running = 1 }, FleetLedger.LeaseLife);
        _ledger.Allocate(FleetLedger.LeaseLife).Length.ShouldBe(1);
    }

    [Fact]
    public void Hear_AnotherActivation_WantsAgainWhatWasSentToTheFirstAndTakesNoShareTwice()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 4), Start);
        var granted = _ledger.Allocate(Start).Select(grant => grant.Lease).ToArray();
        granted.Length.ShouldBe(4);
        _ledger.Hear(Beats.Of("a", cpus: 4, claimed: granted[..2]), Start);
        // Two attempts run. The other leases were sent to a silo that died, and may still be claimed.
        _ledger.Hear(Beats.Demand("sweep", 4) with { Running = 2, Activation = Guid.NewGuid() }, Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
        _ledger.Hear(Beats.Of("b", cpus: 4), Start);
        _ledger.Allocate(Start).BySilo().ShouldBe([("b", 2)]);
    }

    [Fact]
    public void Hear_AnotherActivationWhenAllIsClaimedAndEnded_IsGrantedAtOnce()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Demand("sweep", 4), Start);
        var granted = _ledger.Allocate(Start).Select(grant => grant.Lease).ToArray();
        _ledger.Hear(Beats.Of("a", cpus: 2, claimed: granted), Start);
        _ledger.Hear(Beats.Demand("sweep", 4) with { Running = 2, Activation = Guid.NewGuid() }, Start);
        _ledger.Hear(Beats.Of("a", cpus: 2) with { Ended = [.. granted.Select(lease => lease.Id)] }, Start);
        _ledger.Allocate(Start).Length.ShouldBe(2);
    }

    [Fact]
    public void Hear_OlderThanTheLast_IsPassedOver()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        var late = Beats.Demand("sweep", 4);
        var last = Beats.Demand("sweep", 1);
        _ledger.Hear(last, Start);
        _ledger.Hear(late, Start);
        _ledger.Allocate(Start).Length.ShouldBe(1);
        // A repeated demand counts once.
        _ledger.Hear(last, Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Hear_NothingIsWantedAndSaidAgain_StaysSo()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        var late = Beats.Demand("sweep", 4);
        _ledger.Hear(Beats.Demand("sweep", 0), Start);
        _ledger.Hear(Beats.Demand("other", 0), Start);
        _ledger.Hear(late, Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Allocate_HigherPriority_GoesFirst()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("low", 10, priority: int.MinValue), Start);
        _ledger.Hear(Beats.Demand("high", 3), Start);
        _ledger.Allocate(Start).BySweep().ShouldBe([("high", 3), ("low", 1)]);
    }

    [Fact]
    public void Allocate_EqualPriority_SharesByWeightOfAllThatIsUsed()
    {
        var first = new Lease { Id = new LeaseId(Guid.NewGuid(), 1), Silo = "a", Device = "cpu", Cpu = 2, Gpu = 0 };
        _ledger.Hear(Beats.Of("a", cpus: 8) with { Claims = [Beats.Claim(first, "light")] }, Start);
        _ledger.Hear(Beats.Demand("light", 10, weight: 1), Start);
        _ledger.Hear(Beats.Demand("heavy", 10, weight: 3), Start);
        // The light sweep's share is two of eight cores, and it has them.
        _ledger.Allocate(Start).BySweep().ShouldBe([("heavy", 6)]);
    }

    [Fact]
    public void Allocate_GpuShares_FillOneDeviceBeforeTheNext()
    {
        _ledger.Hear(Beats.Of("a", cpus: 8, gpus: ["cuda:0", "cuda:1"]), Start);
        _ledger.Hear(Beats.Demand("sweep", 5, gpu: 0.4), Start);
        _ledger.Allocate(Start).Select(grant => grant.Lease.Device).ShouldBe(["cuda:0", "cuda:0", "cuda:1", "cuda:1"]);
    }

    [Fact]
    public void Allocate_NothingFitsTheFirst_TheNextIsServed()
    {
        _ledger.Hear(Beats.Of("a", cpus: 2), Start);
        _ledger.Hear(Beats.Demand("large", 1, cpu: 4, priority: 1), Start);
        _ledger.Hear(Beats.Demand("small", 1), Start);
        _ledger.Allocate(Start).BySweep().ShouldBe([("small", 1)]);
    }

    [Fact]
    public void Allocate_GrantNotClaimed_IsGrantedAgainOnceItExpired()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 9), Start);
        var granted = _ledger.Allocate(Start).Single();
        var late = FleetLedger.LeaseLife - TimeSpan.FromTicks(1);
        _ledger.Hear(Beats.Of("a", cpus: 1), late);
        _ledger.Allocate(late).ShouldBeEmpty();
        _ledger.Allocate(FleetLedger.LeaseLife).Single().Lease.Id.ShouldNotBe(granted.Lease.Id);
    }

    [Fact]
    public void Allocate_TheOnlyOfferWasLost_IsGrantedAgainThoughTheSweepSaysNothing()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 1), Start);
        _ledger.Allocate(Start).ShouldHaveSingleItem();
        _ledger.Hear(Beats.Of("a", cpus: 4), FleetLedger.LeaseLife);
        _ledger.Allocate(FleetLedger.LeaseLife).ShouldHaveSingleItem();
    }

    [Fact]
    public void Forget_TheOfferWasForADeadSilo_IsGrantedElsewhere()
    {
        _ledger.Hear(Beats.Of("dies", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 1), Start);
        _ledger.Allocate(Start).BySilo().ShouldBe([("dies", 1)]);
        _ledger.Hear(Beats.Of("stays", cpus: 4), Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
        _ledger.Forget("dies");
        _ledger.Allocate(Start).BySilo().ShouldBe([("stays", 1)]);
    }

    [Fact]
    public void Return_TheSweepHasNotSaidWhatItWantsNow_IsNotGrantedToItAgain()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Demand("sweep", 1), Start);
        var lease = _ledger.Allocate(Start).Single().Lease.Id;
        _ledger.Return(lease);
        _ledger.Allocate(Start).ShouldBeEmpty();
        _ledger.Hear(Beats.Demand("sweep", 1) with { Received = [lease] }, Start);
        _ledger.Allocate(Start).ShouldHaveSingleItem();
    }

    [Fact]
    public void Allocate_GrantClaimed_CountsUntilTheNodeSaysItEnded()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 9), Start);
        var lease = _ledger.Allocate(Start).Single().Lease;
        var later = 2 * FleetLedger.LeaseLife;
        _ledger.Hear(Beats.Of("a", cpus: 1, claimed: lease), later);
        // The node ends claimed leases.
        _ledger.Return(lease.Id);
        _ledger.Allocate(later).ShouldBeEmpty();
        _ledger.Hear(Beats.Of("a", cpus: 1), later);
        _ledger.Allocate(later).ShouldHaveSingleItem();
    }

    [Fact]
    public void Hear_EndedBeforeItWasEverClaimed_FreesAtOnce()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("sweep", 9), Start);
        var lease = _ledger.Allocate(Start).Single().Lease;
        _ledger.Hear(Beats.Of("a", cpus: 1) with { Ended = [lease.Id] }, Start);
        _ledger.Allocate(Start).ShouldHaveSingleItem();
    }

    [Fact]
    public void Return_Unclaimed_IsFreeForOthers()
    {
        _ledger.Hear(Beats.Of("a", cpus: 1), Start);
        _ledger.Hear(Beats.Demand("first", 9), Start);
        var lease = _ledger.Allocate(Start).Single().Lease;
        _ledger.Hear(Beats.Demand("first", 0), Start);
        _ledger.Hear(Beats.Demand("second", 9), Start);
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
        _ledger.Hear(Beats.Demand("sweep", 9), Start);
        _ledger.Allocate(FleetLedger.Silence).ShouldBeEmpty();
        _ledger.Hear(Beats.Of("silent"), FleetLedger.Silence);
        _ledger.Allocate(FleetLedger.Silence).Length.ShouldBe(2);
    }

    [Fact]
    public void Allocate_FewWanted_GoToTheNodesWithTheGreatestShareFree()
    {
        _ledger.Hear(Beats.Of("a", cpus: 4), Start);
        _ledger.Hear(Beats.Of("b", cpus: 4), Start);
        _ledger.Hear(Beats.Of("c", cpus: 8), Start);
        _ledger.Hear(Beats.Demand("sweep", 4), Start);
        // Two of c's eight cores are the same share as one of four.
        _ledger.Allocate(Start).BySilo().ShouldBe([("a", 1), ("b", 1), ("c", 2)]);
    }

    [Fact]
    public void Allocate_ShortAttemptsFillTheNode_EachIsFollowedByOneThatWaits()
    {
        var first = Granted(Beats.Demand("sweep", 2), cpus: 2);
        var ahead = Ahead(9);
        ahead.Length.ShouldBe(2);
        ahead.ShouldAllBe(grant => grant.Lease.Ahead && grant.Lease.Device == "cpu");

        // One waits at the node, and the other is on its way.
        Hear([first[0], first[1]], waits: [ahead[0].Lease]);
        _ledger.Allocate(Start).ShouldBeEmpty();
        // One has taken the place of the first.
        Hear([first[1], ahead[0].Lease], waits: [ahead[1].Lease]);
        _ledger.Allocate(Start).Length.ShouldBe(1);
    }

    [Fact]
    public void Allocate_AnotherSweepWantsTheSame_NoneIsFollowed()
    {
        Granted(Beats.Demand("sweep", 2), cpus: 2);
        _ledger.Hear(Beats.Demand("other", 1), Start);
        Ahead(9).ShouldBeEmpty();
    }

    [Fact]
    public void Return_LeaseAhead_FreesNoShare()
    {
        Granted(Beats.Demand("sweep", 2), cpus: 2);
        var ahead = Ahead(1).Single();
        _ledger.Return(ahead.Lease.Id);
        _ledger.Hear(Beats.Demand("other", 9), Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Preempt_HigherPriorityWaits_AsksBackWhatBeganLastAndNoMoreThanNeeded()
    {
        var leases = Granted(Beats.Demand("low", 4), cpus: 4);
        _ledger.Hear(Beats.Demand("high", 1, cpu: 2, priority: 1), Start);
        _ledger.Allocate(Start).ShouldBeEmpty();
        _ledger.Preempt(Start).Select(claim => claim.Lease.Id).ShouldBe([leases[3].Id, leases[2].Id]);
        // Asked once.
        _ledger.Preempt(Start).ShouldBeEmpty();
        Hear([leases[0], leases[1]], waits: [], sweep: "low");
        _ledger.Allocate(Start).BySweep().ShouldBe([("high", 1)]);
        _ledger.Preempt(Start).ShouldBeEmpty();
    }

    [Fact]
    public void Preempt_EqualPriorityOrNeverEnough_AsksNothingBack()
    {
        Granted(Beats.Demand("low", 4), cpus: 4);
        _ledger.Hear(Beats.Demand("equal", 1), Start);
        _ledger.Hear(Beats.Demand("large", 1, cpu: 5, priority: 1), Start);
        _ledger.Preempt(Start).ShouldBeEmpty();
    }

    private Lease[] Granted(SweepDemand demand, double cpus)
    {
        _cpus = cpus;
        _ledger.Hear(Beats.Of("a", cpus), Start);
        _ledger.Hear(demand, Start);
        _held = _ledger.Allocate(Start).Select(grant => grant.Lease).ToArray();
        Hear(_held, waits: [], demand.SweepId);
        return _held;
    }

    private ImmutableArray<Grant> Ahead(int wanted)
    {
        _ledger.Hear(
            Beats.Demand("sweep", _held.Length + wanted) with
            {
                Ahead = true,
                Running = _held.Length,
                Received = [.. _held.Select(lease => lease.Id)],
            }, Start);
        return _ledger.Allocate(Start);
    }

    private void Hear(Lease[] runs, Lease[] waits, string sweep = "sweep") => _ledger.Hear(
        Beats.Of("a", cpus: _cpus) with
        {
            Claims =
            [
                .. runs.Select(lease => Beats.Claim(lease, sweep)),
                .. waits.Select(lease => Beats.Claim(lease, sweep) with { Waits = true }),
            ],
        }, Start);

    [Fact]
    public void WhyNot_Nodes_SaysWhatIsMissing()
    {
        _ledger.WhyNot("p", 1, 0).ShouldBe("pool 'p' has no node");
        var busy = new Lease { Id = new LeaseId(Guid.NewGuid(), 1), Silo = "a", Device = "cuda:0", Cpu = 2, Gpu = 1 };
        _ledger.Hear(Beats.Of("a", cpus: 2, gpus: ["cuda:0"], claimed: busy), Start);
        _ledger.WhyNot("p", 2, 1).ShouldBeNull();
        _ledger.WhyNot("p", 3, 0).ShouldBe("no node of pool 'p' has 3 CPU cores");
        _ledger.WhyNot("p", 1, 2).ShouldBe("no node of pool 'p' has 1 CPU cores and a GPU with a share of 2");
    }
}
