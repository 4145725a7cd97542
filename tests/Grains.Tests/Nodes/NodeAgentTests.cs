using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Health;
using Experiments.Grains.Attempts;
using Experiments.Grains.Nodes;
using Experiments.Grains.Tests.Support;
using Experiments.Testing.Waits;
using Microsoft.Extensions.Options;

namespace Experiments.Grains.Tests.Nodes;

public sealed class NodeAgentTests
{
    private readonly NodeAgent _node = new(new LocalSilo(), Options.Create(new NodeOptions { Cpus = 2 }));
    private long _lastLease;

    [Fact]
    public async Task TryAdmit_ManyAtOnce_AdmitsWhatFits()
    {
        var claims = Enumerable.Range(0, 50).Select(Claim).ToArray();
        var admitted = await Task.WhenAll(claims.Select(claim => Task.Run(() => _node.TryAdmit(claim))));
        admitted.Count(attempt => attempt is not null).ShouldBe(2);
    }

    [Fact]
    public void TryAdmit_LeaseOfAnotherSilo_IsRefused()
    {
        var claim = Claim(0);
        // The same silo address with an earlier generation.
        _node.TryAdmit(claim with { Lease = claim.Lease with { Silo = _node.Silo.Replace("@1", "@0") } })
            .ShouldBeNull();
    }

    [Fact]
    public void TryAdmit_SameAttemptAgain_IsRefused()
    {
        _node.TryAdmit(Claim(0)).ShouldNotBeNull();
        _node.TryAdmit(Claim(0)).ShouldBeNull();
    }

    [Fact]
    public void Free_Attempt_IsRoomForTheNextAndToldUntilAcknowledged()
    {
        var (first, second) = (_node.TryAdmit(Claim(0))!, _node.TryAdmit(Claim(1))!);
        _node.Beat().Claims.ShouldBe([first.Claim, second.Claim]);
        _node.Free(first);
        _node.TryAdmit(Claim(2)).ShouldNotBeNull();

        var beat = _node.Beat();
        beat.Ended.ShouldBe([first.Claim.Lease.Id]);
        beat.Claims.ShouldNotContain(first.Claim);
        _node.Free(second);
        _node.Acknowledge(beat);
        _node.Beat().Ended.ShouldBe([second.Claim.Lease.Id]);
    }

    [Fact]
    public void Beat_AttemptsThatEnded_SayHowUntilAcknowledged()
    {
        var (failed, released) = (_node.TryAdmit(Claim(0))!, _node.TryAdmit(Claim(1))!);
        failed.Apply(new AttemptEvent.TrainerFaulted("the disk is full", OfDevice: false));
        released.Apply(new AttemptEvent.ReleaseRequested("it drains"));
        released.Apply(new AttemptEvent.TrainerCancelled("cancelled"));

        var beat = _node.Beat();
        var ending = beat.Endings.ShouldHaveSingleItem();
        (ending.Lease, ending.Trial, ending.Verdict, ending.Cause)
            .ShouldBe((failed.Claim.Lease.Id, 0, AttemptVerdict.NodeFault, "the disk is full"));
        _node.Acknowledge(beat);
        _node.Beat().Endings.ShouldBeEmpty();
    }

    [Fact]
    public void Find_Attempt_IsThereUntilItsEndWasTold()
    {
        var attempt = _node.TryAdmit(Claim(0))!;
        _node.Free(attempt);
        _node.Find(attempt.Key).ShouldBe(attempt);
        _node.Forget(attempt);
        _node.Find(attempt.Key).ShouldBeNull();
    }

    [Fact]
    public void Changed_SomethingEnds_CompletesOncePerBeat()
    {
        var attempt = _node.TryAdmit(Claim(0))!;
        _node.Beat();
        _node.Changed.IsCompleted.ShouldBeFalse();
        _node.Free(attempt);
        _node.Changed.IsCompleted.ShouldBeTrue();
        _node.Beat();
        _node.Changed.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void TryAdmit_LeaseAheadAndNoRoom_WaitsUntilOneEnds()
    {
        var (first, second) = (_node.TryAdmit(Claim(0))!, _node.TryAdmit(Claim(1))!);
        var (next, last) = (_node.TryAdmit(Ahead(2, first))!, _node.TryAdmit(Ahead(3, second))!);
        next.State.Phase.ShouldBe(AttemptPhase.Waiting);
        _node.Beat().Claims.Where(claim => claim.Waits).Select(claim => claim.Trial).ShouldBe([2, 3]);

        _node.Free(first).ShouldBe([next]);
        _node.Free(first).ShouldBeEmpty();
        next.State.Phase.ShouldBe(AttemptPhase.Starting);
        last.State.Phase.ShouldBe(AttemptPhase.Waiting);
        _node.Beat().Claims.Where(claim => !claim.Waits).Select(claim => claim.Trial)
            .ShouldBe([1, 2], ignoreOrder: true);
        // Its share is taken.
        _node.TryAdmit(Claim(4)).ShouldBeNull();
        _node.Free(second);
        last.State.Phase.ShouldBe(AttemptPhase.Starting);
    }

    [Fact]
    public void Free_AttemptThatWaits_GivesNoShareBack()
    {
        var first = _node.TryAdmit(Claim(0))!;
        _node.TryAdmit(Claim(1));
        var next = _node.TryAdmit(Ahead(2, first))!;
        _node.Free(next);
        _node.TryAdmit(Claim(3)).ShouldBeNull();
        _node.Free(first).ShouldBeEmpty();
        next.State.Phase.ShouldBe(AttemptPhase.Waiting);
    }

    [Fact]
    public void Leave_AttemptWaits_NeverBegins()
    {
        var first = _node.TryAdmit(Claim(0))!;
        _node.TryAdmit(Claim(1));
        var next = _node.TryAdmit(Ahead(2, first))!;
        _node.LeaveAsync();
        next.State.Phase.ShouldBe(AttemptPhase.Ending);
        next.State.Result.ShouldBe(new AttemptResult(AttemptEnd.Released, $"node {_node.Silo} is leaving"));
        _node.Free(first).ShouldBeEmpty();
        next.State.Phase.ShouldBe(AttemptPhase.Ending);
    }

    [Fact]
    public void TryAdmit_LeaseAheadAndAnotherShareIsFree_LeavesItToOthers()
    {
        var first = _node.TryAdmit(Claim(0))!;
        _node.TryAdmit(Ahead(1, first))!.State.Phase.ShouldBe(AttemptPhase.Waiting);
        _node.TryAdmit(Claim(2)).ShouldNotBeNull();
    }

    private Claim Ahead(int trial, Attempt before)
    {
        var claim = Claim(trial);
        return claim with { Lease = claim.Lease with { After = before.Claim.Lease.Id } };
    }

    [Fact]
    public async Task Leave_AttemptsRun_ReleasesThemAndWaitsUntilAllHaveTold()
    {
        var (first, second) = (_node.TryAdmit(Claim(0))!, _node.TryAdmit(Claim(1))!);
        _node.Free(first);
        var drained = _node.LeaveAsync();
        var released = new TaskCompletionSource();
        second.Interrupted.Register(released.SetResult);
        await released.Task.Within("the attempt to be released");
        second.State.Interruption.ShouldBe(new AttemptResult(AttemptEnd.Released, $"node {_node.Silo} is leaving"));
        _node.TryAdmit(Claim(2)).ShouldBeNull();
        _node.Beat().Draining.ShouldBeTrue();

        _node.Free(second);
        _node.Forget(second);
        drained.IsCompleted.ShouldBeFalse();
        _node.Forget(first);
        await drained.Within("the node to be drained");
    }

    [Fact]
    public void Drain_AttemptsRun_ReleasesThemAndAdmitsNoneUntilItIsUndrained()
    {
        var (first, second) = (_node.TryAdmit(Claim(0))!, _node.TryAdmit(Claim(1))!);
        var next = _node.TryAdmit(Ahead(2, first))!;
        _node.Beat();

        _node.Drain(true).ShouldBeTrue();
        _node.Drain(true).ShouldBeFalse();
        _node.Changed.IsCompleted.ShouldBeTrue("the fleet is told at once");
        var released = new AttemptResult(AttemptEnd.Released, $"node {_node.Silo} was drained");
        first.State.Interruption.ShouldBe(released);
        second.State.Interruption.ShouldBe(released);
        next.State.Result.ShouldBe(released);
        _node.Free(first);
        _node.TryAdmit(Claim(3)).ShouldBeNull();
        (_node.IsDraining, _node.IsLeaving, _node.Beat().Draining).ShouldBe((true, false, true));

        _node.Drain(false).ShouldBeTrue();
        _node.Changed.IsCompleted.ShouldBeTrue("the fleet is told at once");
        _node.Beat().Draining.ShouldBeFalse();
        _node.TryAdmit(Claim(3)).ShouldNotBeNull();
    }

    [Fact]
    public void Lose_AGpu_ReleasesItsAttemptsAndOffersItNoMoreUntilItReturns()
    {
        var node = new NodeAgent(
            new LocalSilo(), Options.Create(new NodeOptions { Cpus = 8, Gpus = ["cuda:0", "cuda:1"] }));
        var (first, second) = (node.TryAdmit(OnGpu(0))!, node.TryAdmit(OnGpu(1))!);
        node.Beat();

        node.Lose(["cuda:1"]);

        node.Changed.IsCompleted.ShouldBeTrue("the fleet is told at once");
        node.Beat().Gpus.ShouldBe(["cuda:0"]);
        first.State.Interruption.ShouldBeNull();
        second.State.Interruption.ShouldBe(
            new AttemptResult(AttemptEnd.Released, $"node {node.Silo} lost its GPU cuda:1"));
        node.Free(second);
        node.TryAdmit(OnGpu(1)).ShouldBeNull();

        node.Lose([]);
        node.Beat().Gpus.ShouldBe(["cuda:0", "cuda:1"]);
        node.TryAdmit(OnGpu(1)).ShouldNotBeNull();

        Claim OnGpu(int gpu)
        {
            var claim = Claim(10 + (int)_lastLease);
            return claim with { Lease = claim.Lease with { Device = $"cuda:{gpu}", Gpu = 1 } };
        }
    }

    [Fact]
    public void Leave_NothingRuns_IsDoneAtOnce() => _node.LeaveAsync().IsCompleted.ShouldBeTrue();

    private Claim Claim(int trial) => Beats.Claim(
        new Lease
        {
            Id = new LeaseId(Guid.Empty, Interlocked.Increment(ref _lastLease)),
            Silo = _node.Silo,
            Device = "cpu",
            Cpu = 1,
            Gpu = 0,
        },
        trial: trial);
}
