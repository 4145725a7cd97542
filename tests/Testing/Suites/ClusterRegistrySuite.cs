using Experiments.Contracts.Ports.Persistence;
using Experiments.Testing.Builders;

namespace Experiments.Testing.Suites;

/// <summary>Tests the contract of <see cref="IClusterRegistry"/>.</summary>
public abstract class ClusterRegistrySuite : StorageSuite
{
    [Fact]
    public async Task ListReach_SilosOfACluster_NamesTheLivingOnesAndWhatTheyCannotReach()
    {
        foreach (var silo in (string[])["a", "b", "silent", "left"])
            await Storage.Clusters.BeatAsync(SiloBeats.Of("cluster", silo), Cancel);
        await Storage.Clusters.BeatAsync(SiloBeats.Of("another", "c"), Cancel);
        await Storage.Clusters.BeatAsync(SiloBeats.Of("cluster", "a") with { Unreached = ["b", "left"] }, Cancel);
        await Storage.SilenceAsync("silent");
        await Storage.Clusters.LeaveAsync("left", Cancel);

        var reach = await Storage.Clusters.ListReachAsync("cluster", Cancel);

        reach.Select(silo => (silo.Silo, silo.Node, silo.Http, string.Join(' ', silo.Unreached))).ShouldBe(
            [("a", "a", "http://cluster:8080", "b left"), ("b", "b", "http://cluster:8080", "")], ignoreOrder: true);
    }

    [Fact]
    public async Task Beat_NodeThatIsDrained_SaysSoUntilItIsUndrained()
    {
        var clusters = Storage.Clusters;
        (await clusters.BeatAsync(SiloBeats.Of("cluster", "a"), Cancel)).ShouldBeFalse();
        (await clusters.DrainAsync("cluster", "a", drained: true, Cancel)).ShouldBeTrue();
        (await clusters.DrainAsync("cluster", "a", drained: true, Cancel)).ShouldBeFalse("it is drained already");
        (await clusters.BeatAsync(SiloBeats.Of("cluster", "a"), Cancel)).ShouldBeTrue();
        (await clusters.BeatAsync(SiloBeats.Of("cluster", "b"), Cancel)).ShouldBeFalse();
        (await clusters.BeatAsync(SiloBeats.Of("another", "a"), Cancel)).ShouldBeFalse();
        // Its next silo has another generation and the same name.
        (await clusters.BeatAsync(SiloBeats.Of("cluster", "a@2") with { Node = "a" }, Cancel)).ShouldBeTrue();
        (await clusters.IsDrainedAsync("cluster", "a", Cancel)).ShouldBeTrue();

        (await clusters.DrainAsync("cluster", "a", drained: false, Cancel)).ShouldBeTrue();
        (await clusters.DrainAsync("cluster", "a", drained: false, Cancel)).ShouldBeFalse("it is not drained");
        (await clusters.BeatAsync(SiloBeats.Of("cluster", "a"), Cancel)).ShouldBeFalse();
        (await clusters.IsDrainedAsync("cluster", "a", Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task AdoptOrphans_ClusterLives_LeavesItsSweeps()
    {
        await BeatAsync("cluster-1");
        await Storage.BeginSweepAsync(0);
        (await Storage.Clusters.AdoptOrphansAsync("cluster-2", Cancel)).ShouldBeEmpty();
        (await Storage.Sweeps.ListUnfinishedAsync("cluster-1", Cancel)).ShouldBe(["sweep"]);
    }

    [Fact]
    public async Task AdoptOrphans_ClusterSilent_TakesUnfinishedSweeps()
    {
        await BeatAsync("cluster-1");
        await Storage.BeginSweepAsync(0, "runs");
        var ended = await Storage.BeginSweepAsync(0, "ended");
        await Storage.Sweeps.CommitAsync(new SweepCommit(ended.Key, [SweepSteps.Finish(2)]), Cancel);
        await Storage.SilenceAsync("cluster-1/a");
        (await Storage.Clusters.AdoptOrphansAsync("cluster-2", Cancel)).ShouldBe(["runs"]);
        (await Storage.Sweeps.FindAsync("runs", Cancel))!.Cluster.ShouldBe("cluster-2");
        (await Storage.Sweeps.FindAsync("ended", Cancel))!.Cluster.ShouldBe("cluster-1");
    }

    [Fact]
    public async Task AdoptOrphans_ClusterLeft_TakesItsSweepsAtOnce()
    {
        await BeatAsync("cluster-1");
        await Storage.BeginSweepAsync(0);
        await Storage.Clusters.LeaveAsync("cluster-1/a", Cancel);
        (await Storage.Clusters.AdoptOrphansAsync("cluster-2", Cancel)).ShouldBe(["sweep"]);
        (await Storage.Clusters.AdoptOrphansAsync("cluster-3", Cancel)).ShouldBeEmpty(
            "cluster-2 may be about to say that it lives");
    }

    [Fact]
    public async Task Adopt_OneSweepOfASilentCluster_TakesOnlyItAlsoOnceItHasEnded()
    {
        await BeatAsync("cluster-1");
        await Storage.BeginSweepAsync(0, "runs");
        var ended = await Storage.BeginSweepAsync(0, "ended");
        await Storage.Sweeps.CommitAsync(new SweepCommit(ended.Key, [SweepSteps.Finish(2)]), Cancel);
        (await Storage.Clusters.AdoptAsync("ended", "cluster-2", Cancel)).ShouldBeFalse("its cluster lives");
        await Storage.SilenceAsync("cluster-1/a");
        (await Storage.Clusters.AdoptAsync("ended", "cluster-2", Cancel)).ShouldBeTrue();
        (await Storage.Clusters.AdoptAsync("nothing", "cluster-2", Cancel)).ShouldBeFalse();
        (await Storage.Sweeps.FindAsync("ended", Cancel))!.Cluster.ShouldBe("cluster-2");
        (await Storage.Sweeps.FindAsync("runs", Cancel))!.Cluster.ShouldBe("cluster-1");
    }

    [Fact]
    public async Task AdoptOrphans_OwnSweeps_AreNotAdopted()
    {
        await BeatAsync("cluster-1");
        await Storage.BeginSweepAsync(0);
        await Storage.SilenceAsync("cluster-1/a");
        (await Storage.Clusters.AdoptOrphansAsync("cluster-1", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HasLeft_OnlyOfASiloThatLeft_IsTrue()
    {
        await BeatAsync("cluster-1");
        (await Storage.Clusters.HasLeftAsync("cluster-1/a", Cancel)).ShouldBeFalse();
        await Storage.SilenceAsync("cluster-1/a");
        (await Storage.Clusters.HasLeftAsync("cluster-1/a", Cancel)).ShouldBeFalse();
        await Storage.Clusters.LeaveAsync("cluster-1/a", Cancel);
        (await Storage.Clusters.HasLeftAsync("cluster-1/a", Cancel)).ShouldBeTrue();
        (await Storage.Clusters.HasLeftAsync("nobody", Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Beat_AfterLeaving_LivesAgain()
    {
        await BeatAsync("cluster-1");
        await Storage.BeginSweepAsync(0);
        await Storage.Clusters.LeaveAsync("cluster-1/a", Cancel);
        await BeatAsync("cluster-1");
        (await Storage.Clusters.AdoptOrphansAsync("cluster-2", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AdoptOrphans_OneSiloOfTwoLeft_LeavesTheClusterItsSweeps()
    {
        await BeatAsync("cluster-1");
        await BeatAsync("cluster-1", "b");
        await Storage.BeginSweepAsync(0);
        await Storage.Clusters.LeaveAsync("cluster-1/a", Cancel);
        (await Storage.Clusters.AdoptOrphansAsync("cluster-2", Cancel)).ShouldBeEmpty();
        await Storage.SilenceAsync("cluster-1/b");
        (await Storage.Clusters.AdoptOrphansAsync("cluster-2", Cancel)).ShouldBe(["sweep"]);
    }

    private Task BeatAsync(string cluster, string silo = "a") =>
        Storage.Clusters.BeatAsync(SiloBeats.Of(cluster, $"{cluster}/{silo}"), Cancel);
}
