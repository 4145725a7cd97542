using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>Which attempt takes the place of another one, and when that is decided.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task Run_ShortTrials_TheNextIsCommittedAndWaitsBeforeTheOneBeforeItEnds()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 1, cpus: 1);
        cluster.Executor.Train = run => run.Trial == 0
            ? ExecutorScript.CompleteAsync(run)
            : ExecutorScript.HoldAsync(run);
        var sweep = await cluster.SubmitAsync(Specs.Of(4));
        var second = await cluster.Executor.BegunAsync(1);

        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.BeginAttempt>(sweep).Length == 3, "the third trial is decided");
        cluster.Executor.Begun.Select(run => run.Trial).ShouldBe([0, 1]);
        second.Release();
        await cluster.Executor.BegunAsync(2);

        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        cluster.Executor.MostAtOnce.ShouldBe(1);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial => trial.Restarts == 0);
    }

    [Fact]
    public async Task Submit_HigherPriorityAndNoRoom_TheLastBegunGivesItsPlaceBackUncharged()
    {
        await using var cluster = await SweepCluster.StartAsync(silos: 1, cpus: 2);
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var low = await cluster.SubmitAsync(Specs.Of(2));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 2, "all cores are used");

        var high = await cluster.SubmitAsync(Specs.Of(1, priority: 1));
        await cluster.Executor.BegunAsync(0, sweep: cluster.IdOf(high));
        // The place is free as soon as the trial has left it; its sweep learns of that a little later.
        await cluster.UntilAsync(
            () => !cluster.Actions<SearchAction.Requeue>(low).IsEmpty, "the lower sweep has heard");
        var requeue = cluster.Actions<SearchAction.Requeue>(low).ShouldHaveSingleItem();
        requeue.Restarts.ShouldBe(0);
        requeue.Cause.ShouldBe("a sweep of higher priority needed its place");

        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(high)).ShouldBe(SweepStatus.Completed);
        (await cluster.EndedAsync(low)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(low)).ShouldAllBe(trial => trial.Restarts == 0);
    }
}
