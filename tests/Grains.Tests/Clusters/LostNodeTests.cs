using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>What becomes of trials whose silo dies.</summary>
public sealed class LostNodeTests
{
    [Fact]
    public async Task Kill_SiloThatTrains_ItsAttemptsBeginElsewhereAndTheOthersGoOn()
    {
        // The supervision runs so rarely that only the change of membership can wake the sweep.
        await using var cluster = await SweepCluster.StartAsync(silos: 3, cpus: 2, interval: TimeSpan.FromMinutes(10));
        cluster.Executor.Train = HoldDeafAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(9));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 6, "all cores are used");
        var victim = cluster.Executor.Begun[0].Silo;
        var lost = cluster.Executor.Begun.Where(run => run.Silo == victim).ToArray();
        await cluster.KillAsync(cluster.Silo(victim));
        await cluster.UntilAsync(
            () => lost.All(
                run => cluster.Actions<SearchAction.Requeue>(sweep).Any(requeue => requeue.Trial == run.Trial)),
                "the loss was noticed");

        // The dead silo's trainers do not know yet that their silo is dead.
        foreach (var zombie in lost) (await zombie.ReportAsync(5, -1)).ShouldBe(TrialSignal.Stop);
        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);

        var trials = await cluster.TrialsAsync(sweep);
        trials.Count.ShouldBe(9);
        foreach (var trial in trials)
        {
            var wasLost = lost.Any(run => run.Trial == trial.Number);
            (trial.Status, trial.Attempt, trial.Restarts, trial.Objective)
                .ShouldBe((TrialStatus.Completed, wasLost ? 2 : 1, wasLost ? 1 : 0, trial.Number));
            if (wasLost) trial.Node.ShouldNotBe(victim);
            (await cluster.Storage.ReadMetricsAsync(new TrialId(sweep, trial.Number)))
                .ShouldBe([new MetricPoint("val_accuracy", 1, trial.Number)]);
        }

        cluster.Actions<SearchAction.Requeue>(sweep).ShouldAllBe(requeue => requeue.Cause == $"node {victim} was lost");
    }

    [Fact]
    public async Task Fault_OfANodeWithoutRestarts_TrialGoesOnElsewhere()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 2, cpus: 2);
        var sick = cluster.Orleans.Silos[1].SiloAddress.ToParsableString();
        cluster.Executor.Train = run => run.Silo == sick
            ? throw new NodeFaultException("the disk is full")
            : ExecutorScript.CompleteAsync(run);
        var sweep = await cluster.SubmitAsync(Specs.Of(8, maxRestarts: 0));

        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial =>
            trial.Status == TrialStatus.Completed && trial.Restarts == 0 && trial.Node != sick);
        cluster.Actions<SearchAction.Requeue>(sweep).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Kill_SiloAfterSilo_TrialFailsAfterItsRestarts()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 3, cpus: 1);
        cluster.Executor.Train = HoldDeafAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(1, maxRestarts: 1));
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var run = await cluster.Executor.BegunAsync(0, attempt);
            await cluster.KillAsync(cluster.Silo(run.Silo));
        }

        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Failed);
        var trial = (await cluster.TrialsAsync(sweep)).Single();
        (trial.Status, trial.Attempt).ShouldBe((TrialStatus.Failed, 2));
        trial.Cause.ShouldBe($"node {trial.Node} was lost");
    }

    [Fact]
    public async Task Call_AttemptOfADeadSilo_IsLeaseLostForEveryCaller()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 2, cpus: 1);
        var dead = cluster.Orleans.Silos[1].SiloAddress.ToParsableString();
        await cluster.StopAsync(cluster.Orleans.Silos[1]);
        foreach (var factory in new[] { cluster.Orleans.Client,
            cluster.ServiceOf<IGrainFactory>(cluster.Orleans.Silos[0]) })
        {
            var attempt = factory.GetGrain<ITrialGrain>(new AttemptKey("sweep", 0, 1, dead).ToString());
            (await Should.ThrowAsync<LeaseLostException>(attempt.ConfirmAsync)).Message.ShouldBe(
                $"node {dead} no longer exists");
        }
    }

    private static async Task HoldDeafAsync(ScriptedRun run)
    {
        await run.HoldDeafAsync();
        await ExecutorScript.CompleteAsync(run);
    }
}
