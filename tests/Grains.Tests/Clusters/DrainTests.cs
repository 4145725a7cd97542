using Experiments.Grains.Nodes;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>A silo that leaves in order, or is drained, gives back what it runs.</summary>
public sealed class DrainTests
{
    [Fact]
    public async Task Drain_NodeThatTrains_ItsTrialsGoOnElsewhereUntilItIsUndrained()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 2, cpus: 2);
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync(1, 100);
            await run.SaveCheckpointAsync(1);
            await run.HoldAsync();
            await run.ReportAsync(2, 200);
        };
        var sweep = await cluster.SubmitAsync(Specs.Of(10));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        var silo = cluster.Orleans.Silos[1];
        var address = silo.SiloAddress.ToParsableString();
        var node = cluster.ServiceOf<NodeAgent>(silo);

        await DrainAsync(cluster, silo.Name, true);
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.Requeue>(sweep).Length == 2, "the trials there were given back");
        cluster.Actions<SearchAction.Requeue>(sweep)
            .ShouldAllBe(requeue => requeue.Restarts == 0 && requeue.Cause == $"node {address} was drained");
        node.IsLeaving.ShouldBeFalse();
        cluster.ServiceOf<NodeService>(silo).IsIn.ShouldBeTrue("it is alive, and other silos must not avoid it");

        // The fleet forgets everything, and still grants nothing there.
        await cluster.CollectAsync();
        foreach (var run in cluster.Executor.Begun.Where(run => run.Silo != address)) run.Release();
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 6, "the free cores are used");
        cluster.Executor.Begun.Skip(4).ShouldAllBe(run => run.Silo != address);

        await DrainAsync(cluster, silo.Name, false);
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 8, "the node is used again");
        cluster.Executor.Begun.Skip(6).ShouldAllBe(run => run.Silo == address);
        cluster.Executor.Train = async run => await run.ReportAsync(2, 200);
        foreach (var run in cluster.Executor.Begun) run.Release();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial => trial.Restarts == 0 && trial.Objective == 200);
    }

    private static Task DrainAsync(SweepCluster cluster, string node, bool drained) =>
        cluster.Storage.Clusters.DrainAsync(
            cluster.Orleans.Options.ClusterId, node, drained, TestContext.Current.CancellationToken);

    [Fact]
    public async Task Stop_SiloThatTrains_ItsTrialsGoOnElsewhereFromTheirCheckpointsUncharged()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 2, cpus: 2);
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync(1, 100);
            await run.SaveCheckpointAsync(1);
            await run.HoldAsync();
            await run.ReportAsync(2, 200);
        };
        var sweep = await cluster.SubmitAsync(Specs.Of(4));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        var leaving = cluster.Orleans.Silos[1];
        var address = leaving.SiloAddress.ToParsableString();

        await cluster.StopAsync(leaving);
        // Everything was reported before the silo stopped.
        cluster.Actions<SearchAction.Requeue>(sweep).Length.ShouldBe(2);
        cluster.Actions<SearchAction.Requeue>(sweep)
            .ShouldAllBe(requeue => requeue.Restarts == 0 && requeue.Cause == $"node {address} is leaving");
        // The cluster continues with the other silo.
        (await cluster.Storage.Clusters.AdoptOrphansAsync(
            "other", TestContext.Current.CancellationToken)).ShouldBeEmpty();

        var resumed = new List<long?>();
        cluster.Executor.Train = async run =>
        {
            lock (resumed) resumed.Add(run.Order.Resume?.Step);
            await run.ReportAsync(2, 200);
        };
        foreach (var run in cluster.Executor.Begun) run.Release();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        resumed.ShouldBe([1L, 1L]);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial => trial.Restarts == 0 && trial.Objective == 200);
        cluster.Executor.Begun.Skip(4).ShouldAllBe(run => run.Silo != address);
    }
}
