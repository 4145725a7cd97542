using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>A silo that leaves in order gives back what it runs.</summary>
public sealed class DrainTests
{
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
