using Experiments.Contracts.Grains;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>What submitting accepts, refuses and repeats.</summary>
[Collection(nameof(OnSharedCluster))]
public sealed class SubmitTests(SharedCluster shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_SameIdAgain_IsTheFirstSweep()
    {
        var cluster = shared.Fresh();
        var id = SweepIds.New();
        var sweep = await cluster.SubmitAsync(Specs.Of(3), id);
        (await cluster.SubmitAsync(Specs.Of(5), id)).ShouldBe(sweep);
        await cluster.EndedAsync(sweep);
        (await cluster.SubmitAsync(Specs.Of(5), id)).ShouldBe(sweep);
        cluster.Executor.Begun.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Submit_ManyAtOnceFromBothSilos_IsOneSweep()
    {
        var cluster = shared.Fresh();
        var id = SweepIds.New();
        var factories = cluster.Orleans.Silos.Select(silo => cluster.ServiceOf<IGrainFactory>(silo)).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            factories[i % 2].GetGrain<ISweepGrain>(id).SubmitAsync(SweepCluster.Command(Specs.Of(6), id))));
        var sweep = await cluster.SubmitAsync(Specs.Of(6), id);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        cluster.Executor.Begun.Select(run => run.Trial).Order().ShouldBe(Enumerable.Range(0, 6));
    }

    [Fact]
    public async Task Submit_FitsNoNode_IsRefusedInWordsThatArrive()
    {
        var cluster = shared.Fresh();
        var spec = Specs.Of(1) with { Resources = new ResourceSpec { Cpu = 64 } };
        var id = SweepIds.New();
        foreach (var factory in cluster.Orleans.Silos.Select(silo => cluster.ServiceOf<IGrainFactory>(silo))
            .Append(cluster.Orleans.Client))
        {
            var refused = await Should.ThrowAsync<UserErrorException>(
                () => factory.GetGrain<ISweepGrain>(id).SubmitAsync(SweepCluster.Command(spec, id)));
            refused.Message.ShouldBe(
                "sweep 'sweep' could never run: no node of pool 'default' has 64 CPU cores; change 'resources' "
                + "or add a node");
        }

        (await cluster.Storage.Sweeps.FindAsync(id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Submit_PoolWithoutNodes_IsRefused()
    {
        var cluster = shared.Fresh();
        var spec = Specs.Of(1) with { Resources = new ResourceSpec { Pool = "nobody" } };
        (await Should.ThrowAsync<UserErrorException>(() => cluster.SubmitAsync(spec))).Message.ShouldContain(
            "pool 'nobody' has no node");
    }

    [Fact]
    public async Task Submit_MethodDoesNotSuitTheSpace_IsRefusedAndNotStored()
    {
        var cluster = shared.Fresh();
        var spec = Specs.Of(1);
        var rate = new Parameter("learning_rate", new Distribution.Uniform(0, 1), []);
        spec = spec with { Search = spec.Search with { Method = SearchMethod.Grid, Space = new([rate]) } };
        var id = SweepIds.New();
        var refused = await Should.ThrowAsync<UserErrorException>(
            () => cluster.Sweep(id).SubmitAsync(SweepCluster.Command(spec, id)));
        refused.Message.ShouldContain("learning_rate");
        (await cluster.Storage.Sweeps.FindAsync(id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Submit_AlgorithmsOfANewerVersion_IsRefused()
    {
        var cluster = shared.Fresh();
        var spec = Specs.Of(1);
        var command = SweepCluster.Command(
            spec with { Search = spec.Search with { Version = AlgorithmVersions.Newest + 1 } }, "x");
        (await Should.ThrowAsync<UserErrorException>(() => cluster.Sweep("x").SubmitAsync(command)))
            .Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task Submit_DatabaseAway_SaysSoAndNextSubmitWorks()
    {
        var cluster = shared.Fresh();
        var id = SweepIds.New();
        cluster.Store.Away = new UserErrorException("the database is away: wait", new TimeoutException("inner"));
        (await Should.ThrowAsync<UserErrorException>(() => cluster.SubmitAsync(Specs.Of(1), id))).Message.ShouldBe(
            "the database is away: wait");
        cluster.Store.Away = null;
        await cluster.EndedAsync(await cluster.SubmitAsync(Specs.Of(1), id));
    }

    [Fact]
    public async Task End_NoSuchSweep_IsRefused()
    {
        var cluster = shared.Fresh();
        (await Should.ThrowAsync<UserErrorException>(() => cluster.Sweep("nothing").EndAsync(EndMode.Stop)))
            .Message.ShouldContain("there is no sweep 'nothing' here");
    }
}
