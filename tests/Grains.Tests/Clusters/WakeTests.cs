using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Nodes;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Builders;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>Sweeps that are found in the database continue.</summary>
[Collection(nameof(OnSharedCluster))]
public sealed class WakeTests(SharedCluster shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_AllSilosThatTrainedItAreGone_BeginsItsAttemptsAnew()
    {
        var cluster = shared.Fresh();
        SearchStep[] steps = [SweepSteps.Prepared(1), SweepSteps.Begin(2, 0, node: "127.0.0.1:1@1"),
            SweepSteps.Begin(3, 1, node: "127.0.0.1:1@1")];
        var sweep = await cluster.FoundAsync(Specs.Of(3), steps);
        (await cluster.EndedAsync(sweep.Key)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep.Key)).Select(trial => (trial.Status, trial.Attempt, trial.Restarts)).ShouldBe(
            [(TrialStatus.Completed, 2, 1), (TrialStatus.Completed, 2, 1), (TrialStatus.Completed, 1, 0)]);
    }

    [Fact]
    public async Task Sweep_AttemptWasNeverStarted_IsReleasedUncharged()
    {
        var cluster = shared.Fresh();
        var silo = cluster.Orleans.Silos[1].SiloAddress.ToParsableString();
        var sweep = await cluster.FoundAsync(Specs.Of(1), SweepSteps.Prepared(1), SweepSteps.Begin(2, 0, node: silo));
        (await cluster.EndedAsync(sweep.Key)).ShouldBe(SweepStatus.Completed);
        var trial = (await cluster.TrialsAsync(sweep.Key)).Single();
        (trial.Attempt, trial.Restarts).ShouldBe((2, 0));
    }

    [Fact]
    public async Task WhyNot_NodesHaveNotSpokenYet_WaitsForThem()
    {
        var cluster = shared.Fresh();
        var fleet = cluster.Orleans.Client.GetGrain<IFleetGrain>("late");
        var answer = fleet.WhyNotAsync(2, 0);
        foreach (var silo in cluster.Orleans.Silos) await fleet.BeatAsync(cluster.ServiceOf<NodeAgent>(silo).Beat());
        (await answer).ShouldBeNull();
    }

    [Fact]
    public async Task OtherClustersSweep_IsLeftAloneUntilThatClusterDies()
    {
        var cluster = shared.Fresh();
        var id = SweepIds.New();
        await cluster.Storage.Clusters.BeatAsync(SiloBeats.Of("other", "other"), Cancel);
        var sweep = await cluster.Storage.Sweeps.CreateAsync(new NewSweep(id, Specs.Of(2), "other"), Cancel);
        await cluster.Sweep(id).PingAsync();
        (await Should.ThrowAsync<UserErrorException>(() => cluster.SubmitAsync(Specs.Of(2), id))).Message.ShouldContain(
            "cluster 'other'");
        cluster.Store.Log(sweep.Key).ShouldBeEmpty();

        await cluster.Storage.SilenceAsync("other");
        (await cluster.EndedAsync(sweep.Key)).ShouldBe(SweepStatus.Completed);
    }
}
