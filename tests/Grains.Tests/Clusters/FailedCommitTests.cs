using Experiments.Contracts.Faults;
using Experiments.Contracts.Grains;
using Experiments.Contracts.Ports.Persistence;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>
/// A sweep whose decisions cannot be recorded continues from the stored state, and ends as if nothing had happened.
/// </summary>
public sealed class FailedCommitTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_FailsNowAndThen_SweepCompletes(bool thoughItIsStored)
    {
        var cluster = shared.Fresh();
        var commits = 0;
        void Fail(SweepCommit commit)
        {
            if (Interlocked.Increment(ref commits) is 1 or 4 or 9 or 15)
                throw new InvalidOperationException("the line was cut");
        }

        if (thoughItIsStored) cluster.Store.AfterCommit = Fail;
        else cluster.Store.BeforeCommit = Fail;
        var sweep = await cluster.SubmitAsync(Specs.Of(30));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        commits.ShouldBeGreaterThan(15);
        await ShouldBeWholeAsync(cluster, sweep, 30);
    }

    [Fact]
    public async Task Commit_AnotherActivationDecided_StandsDownAndLoadsWhatItDecided()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(30));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        var intruded = 0;
        cluster.Store.BeforeCommit = commit =>
        {
            if (Interlocked.Exchange(ref intruded, 1) == 1) return;
            var step = new SearchStep(
                commit.Steps[0].Seq, new SearchEvent.StopRequested(),
                [new SearchAction.EnterStatus(SweepStatus.Stopping, null)]);
            cluster.Storage.Sweeps.CommitAsync(
                new SweepCommit(commit.SweepKey, [step]), default).IsCompletedSuccessfully.ShouldBeTrue();
        };
        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Stopped);
        (await cluster.TrialsAsync(sweep)).Select(trial => trial.Status)
            .ShouldBe(Enumerable.Repeat(TrialStatus.Completed, 4));
    }

    [Fact]
    public async Task Database_AwayForAWhile_SweepGoesOnAfterwards()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(6));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        var away = new InvalidOperationException("the database is away");
        cluster.Store.BeforeCommit = _ => throw away;
        cluster.Store.Away = away;
        var finds = cluster.Store.Finds(cluster.IdOf(sweep));
        cluster.Executor.ReleaseAll();
        // The activation was deactivated after its failed commit, and two more could not load.
        await cluster.UntilAsync(
            () => cluster.Store.Finds(cluster.IdOf(sweep)) >= finds + 2, "the sweep was tried to be loaded");
        cluster.Store.Reset();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        await ShouldBeWholeAsync(cluster, sweep, 6);
    }

    [Fact]
    public async Task End_CommitFails_TheCallerHearsWhy()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(1));
        await cluster.Executor.BegunAsync(0);
        cluster.Store.BeforeCommit = _ => throw new OnlyKnownHereException();
        var fault = await Should.ThrowAsync<ClusterFaultException>(
            () => cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Stop));
        fault.Message.ShouldBe("the disk is full");
        cluster.Store.Reset();
        cluster.Executor.ReleaseAll();
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
    }

    /// <summary>The log is consecutive, no attempt begins while another runs, and each trial completed once.</summary>
    private static async Task ShouldBeWholeAsync(SweepCluster cluster, int sweep, int trials)
    {
        var log = cluster.Store.Log(sweep);
        log.Select(step => step.Seq).ShouldBe(Enumerable.Range(1, log.Count).Select(seq => (long)seq));
        // Replaying throws if an attempt begins at a trial that is running.
        var state = SearchCore.Replay(Specs.Of(trials).Search, log);
        (state.Completed, state.Failed, state.Running.Count).ShouldBe((trials, 0, 0));
        var stored = await cluster.TrialsAsync(sweep);
        stored.ShouldAllBe(
            trial => trial.Status == TrialStatus.Completed && trial.Objective == trial.Number && trial.Restarts == 0);
    }

    private sealed class OnlyKnownHereException() : Exception("the disk is full", new TimeoutException("inner"));
}
