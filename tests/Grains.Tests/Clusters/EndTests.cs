using Experiments.Contracts.Grains;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Waits;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>How users end sweeps.</summary>
[Collection(nameof(OnSharedCluster))]
public sealed class EndTests(SharedCluster shared)
{
    [Fact]
    public async Task Stop_TrialsRun_TheyFinishAndNothingElseBegins()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(20));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Stop);
        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Stopped);
        (await cluster.TrialsAsync(sweep)).Select(trial => trial.Status)
            .ShouldBe(Enumerable.Repeat(TrialStatus.Completed, 4));
    }

    [Fact]
    public async Task Stop_TrialWaits_ItIsTrainedFirst()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var first = await cluster.SubmitAsync(Specs.Of(1));
        await cluster.Executor.BegunAsync(0, sweep: cluster.IdOf(first));
        // A sweep of higher priority takes every core that becomes free.
        var other = await cluster.SubmitAsync(Specs.Of(4, priority: 1));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");

        var failing = await cluster.Executor.BegunAsync(0, sweep: cluster.IdOf(first));
        cluster.Executor.Train = async run =>
        {
            if (run.Order.SweepId == cluster.IdOf(other)) await run.HoldAsync();
            await ExecutorScript.CompleteAsync(run);
        };
        failing.Fail(new InvalidOperationException("bad luck"));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 5, "the other sweep took the core");
        await cluster.UntilAsync(() => !cluster.Actions<SearchAction.Requeue>(first).IsEmpty, "the trial waits");
        await cluster.Sweep(cluster.IdOf(first)).EndAsync(EndMode.Stop);
        cluster.Actions<SearchAction.EnterStatus>(first)[^1].Status.ShouldBe(SweepStatus.Stopping);

        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(first)).ShouldBe(SweepStatus.Stopped);
        var trial = (await cluster.TrialsAsync(first)).Single();
        (trial.Status, trial.Attempt).ShouldBe((TrialStatus.Completed, 2));
        await cluster.EndedAsync(other);
    }

    [Fact]
    public async Task Cancel_TrialsRun_TheyAreInterruptedAndNothingElseBegins()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(20));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
        (await cluster.TrialsAsync(sweep)).Select(trial => trial.Status)
            .ShouldBe(Enumerable.Repeat(TrialStatus.Cancelled, 4));
        cluster.Executor.Begun.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Cancel_AttemptsStarting_AllEnd()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(20));
        await cluster.UntilAsync(
            () => !cluster.Actions<SearchAction.BeginAttempt>(sweep).IsEmpty, "an attempt is decided");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial => trial.Status == TrialStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_WhilePreparing_EndsAtOnceAndNothingBegins()
    {
        var cluster = shared.Fresh();
        var gate = new TaskCompletionSource();
        var prepared = new TaskCompletionSource();
        cluster.Executor.Prepare = async () =>
        {
            prepared.SetResult();
            await gate.Task;
        };
        var sweep = await cluster.SubmitAsync(Specs.Of(2));
        await prepared.Task.Within("the preparation to begin");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
        gate.SetResult();
        // Anything that the late preparation began would come before the trials of the next sweep.
        await cluster.EndedAsync(await cluster.SubmitAsync(Specs.Of(8)));
        cluster.Executor.Begun.ShouldAllBe(run => run.Order.SweepId != cluster.IdOf(sweep));
        cluster.Store.Log(sweep).Count.ShouldBe(1);
    }

    [Fact]
    public async Task End_Repeated_ChangesNothing()
    {
        var cluster = shared.Fresh();
        var sweep = await cluster.SubmitAsync(Specs.Of(2));
        await cluster.EndedAsync(sweep);
        var log = cluster.Store.Log(sweep);
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Stop);
        cluster.Store.Log(sweep).ShouldBe(log);
    }

    [Fact]
    public async Task Call_SweepHasEnded_FindsItsGrainUntilNobodyCalledItForAWhile()
    {
        await using var cluster = await SweepCluster.StartAsync(interval: TimeSpan.FromMinutes(10));
        var sweep = await cluster.SubmitAsync(Specs.Of(2));
        await cluster.EndedAsync(sweep);
        var id = cluster.IdOf(sweep);
        var finds = cluster.Store.Finds(id);
        await cluster.Sweep(id).EndAsync(EndMode.Stop);
        cluster.Store.Finds(id).ShouldBe(finds, "the grain that decided is there still");

        // A new activation looks into the database.
        for (var calls = 0; cluster.Store.Finds(id) == finds; calls++)
        {
            calls.ShouldBeLessThan(1000);
            await cluster.CollectAsync();
            await cluster.Sweep(id).EndAsync(EndMode.Stop);
        }
    }

    [Fact]
    public async Task Stop_MuchWasWanted_TheFleetOffersItNothingMore()
    {
        // A ping that was on its way when the sweep ended would wake it, too.
        await using var cluster = await SweepCluster.StartAsync(interval: TimeSpan.FromMinutes(10));
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(500, priority: 1));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Stop);
        cluster.Executor.ReleaseAll();
        await cluster.EndedAsync(sweep);
        await cluster.CollectAsync();
        var finds = cluster.Store.Finds(cluster.IdOf(sweep));
        await cluster.EndedAsync(await cluster.SubmitAsync(Specs.Of(40)));
        // An offer would have woken its grain, which looks into the database first.
        cluster.Store.Finds(cluster.IdOf(sweep)).ShouldBe(finds);
    }
}
