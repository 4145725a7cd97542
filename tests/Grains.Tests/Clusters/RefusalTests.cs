using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Nodes;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Waits;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>Nodes make the final decision on what starts.</summary>
public sealed class RefusalTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    [Fact]
    public async Task Start_MoreGrantedThanTheNodeHas_IsReleasedUnchargedAndNotTriedOverAndOver()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        // The fleet is told of four cores where the node has two.
        var node = cluster.ServiceOf<NodeAgent>(cluster.Orleans.Silos[0]);
        await cluster.Orleans.Client.GetGrain<IFleetGrain>("liars").BeatAsync(node.Beat() with { Cpus = 4 });
        var sweep = await cluster.SubmitAsync(Specs.Of(4) with { Resources = new ResourceSpec { Pool = "liars" } });
        await cluster.UntilAsync(() => cluster.Actions<SearchAction.Requeue>(sweep).Length == 2, "two were refused");
        cluster.Actions<SearchAction.Requeue>(sweep)
            .ShouldAllBe(requeue => requeue.Restarts == 0 && requeue.Cause.EndsWith("has no room"));

        // Meanwhile another sweep begins, trains and ends on the other silo.
        cluster.Executor.Train = ExecutorScript.CompleteAsync;
        await cluster.EndedAsync(await cluster.SubmitAsync(Specs.Of(60)));
        cluster.Actions<SearchAction.BeginAttempt>(sweep).Length.ShouldBe(4);
        cluster.Executor.MostOnOneSilo.ShouldBe(2);

        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
    }

    [Fact]
    public async Task Offer_MoreAtOnceThanMayRun_BeginsAsManyAsMay()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        // The fleet knows a node that drains, so it grants nothing.
        var node = cluster.ServiceOf<NodeAgent>(cluster.Orleans.Silos[0]);
        await cluster.Orleans.Client.GetGrain<IFleetGrain>("idlers").BeatAsync(node.Beat() with { Draining = true });
        var resources = new ResourceSpec { Pool = "idlers", Cpu = 0.1 };
        var sweep = await cluster.SubmitAsync(Specs.Of(20) with { Resources = resources, MaxConcurrentTrials = 3 });
        await cluster.UntilAsync(() => !cluster.Store.Log(sweep).IsEmpty, "it is prepared");

        await cluster.Sweep(cluster.IdOf(sweep)).OfferAsync(
        [
            .. Enumerable.Range(0, 8).Select(i =>
                new Lease { Id = new LeaseId(Guid.Empty, i), Silo = node.Silo, Device = "cpu", Cpu = 0.1, Gpu = 0 }),
        ]);
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count >= 3, "three run");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
        cluster.Actions<SearchAction.BeginAttempt>(sweep).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Confirm_BeforeStart_IsNoAndSealsTheAttempt()
    {
        var (attempt, command, _) = Attempt();
        (await attempt.ConfirmAsync()).ShouldBeFalse();
        (await Should.ThrowAsync<LeaseLostException>(() => attempt.StartAsync(command))).Message.ShouldContain(
            "was given up before it started");
    }

    [Fact]
    public async Task Interrupt_BeforeStart_SealsTheAttempt()
    {
        var (attempt, command, _) = Attempt();
        await attempt.InterruptAsync();
        await Should.ThrowAsync<LeaseLostException>(() => attempt.StartAsync(command));
    }

    [Fact]
    public async Task Start_Twice_StartsOnce()
    {
        var (attempt, command, cluster) = Attempt();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        await attempt.StartAsync(command);
        var run = await cluster.Executor.BegunAsync(7, 1);
        await attempt.StartAsync(command);
        (await attempt.ConfirmAsync()).ShouldBeTrue();
        run.Release();
        await cluster.UntilAsync(() => cluster.Executor.Ended.Count == 1, "it ended");
        cluster.Executor.Begun.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_NumbersCannotBeKept_FreesTheNode()
    {
        var (attempt, command, cluster) = Attempt();
        cluster.Sink.BeforeCommit = _ => throw new IOException("no database");
        var node = cluster.ServiceOf<NodeAgent>(cluster.Orleans.Silos[0]);
        var changed = node.Changed;
        await attempt.StartAsync(command);
        await changed.Within("the node to be free again");
        node.Beat().Claims.ShouldNotContain(claim => claim.Lease == command.Lease);
    }

    private (ITrialGrain Attempt, StartAttempt Command, SweepCluster Cluster) Attempt()
    {
        var cluster = shared.Fresh();
        var silo = cluster.Orleans.Silos[0].SiloAddress.ToParsableString();
        var key = new AttemptKey(SweepIds.New(), 7, 1, silo);
        var command = new StartAttempt
        {
            Lease = new Lease { Id = new LeaseId(Guid.NewGuid(), 1), Silo = silo, Device = "cpu", Cpu = 1, Gpu = 0 },
            SweepKey = 1_000_000,
            Spec = Specs.Of(1),
            Assignment = Assignment.Empty,
            Seed = 1,
        };
        return (cluster.Orleans.Client.GetGrain<ITrialGrain>(key.ToString()), command, cluster);
    }
}
