using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>How users change a running sweep.</summary>
[Collection(nameof(OnSharedCluster))]
public sealed class ChangeTests(SharedCluster shared)
{
    [Fact]
    public async Task Extend_SweepHasEnded_TrainsTheNewTrials()
    {
        var cluster = shared.Fresh();
        var sweep = await cluster.SubmitAsync(Random(2));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        await cluster.Sweep(cluster.IdOf(sweep)).ExtendAsync(5);
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.EndTrial>(sweep).Length == 5, "the new trials are trained");
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task Extend_NothingToGain_SaysWhy()
    {
        var cluster = shared.Fresh();
        var sweep = await cluster.SubmitAsync(Random(2));
        await cluster.EndedAsync(sweep);
        var refused = await Should.ThrowAsync<UserErrorException>(
            () => cluster.Sweep(cluster.IdOf(sweep)).ExtendAsync(2));
        refused.Message.ShouldContain("has a run_cap of 2 already; give a larger number");
    }

    [Fact]
    public async Task Budget_TimeIsUsedUp_TrialsSaveACheckpointAndGoOnOnceItIsRaised()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync(1, 100);
            await run.SaveCheckpointAsync(1);
            await run.HoldAsync();
            await run.ReportAsync(2, 200 + run.Trial);
        };
        var spec = Specs.Of(6) with { MaxConcurrentTrials = 3 };
        var sweep = await cluster.SubmitAsync(
            spec with { Search = spec.Search with { Budget = new() { Seconds = 1.5 } } });
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        cluster.Actions<SearchAction.EnterStatus>(sweep).Last().Reason.ShouldBe(
            "the budget 'time: 1.5s' is used up");
        cluster.Actions<SearchAction.Requeue>(sweep).Select(requeue => (requeue.Restarts, requeue.Cause)).ShouldBe(
            Enumerable.Repeat((0, "the sweep's budget is used up"), 3));
        cluster.Actions<SearchAction.BeginAttempt>(sweep).Length.ShouldBe(3);

        var grain = cluster.Sweep(cluster.IdOf(sweep));
        (await Should.ThrowAsync<UserErrorException>(() => grain.RaiseBudgetAsync(0.2, null, null, null)))
            .Message.ShouldContain("has the budget 'time: 1.5s' already; give a larger one, in total");
        (await Should.ThrowAsync<UserErrorException>(() => grain.RaiseBudgetAsync(null, 7, null, null)))
            .Message.ShouldContain("has no budget 'device_hours', so there is nothing to raise");
        (await Should.ThrowAsync<UserErrorException>(() => grain.ExtendAsync(7)))
            .Message.ShouldContain("has no run_cap");
        (await Should.ThrowAsync<UserErrorException>(() => grain.RetryAsync([])))
            .Message.ShouldContain("has used up its budget 'time: 1.5s'; raise that, in total, with 'experiments");

        await cluster.CollectAsync();
        cluster.Executor.Train = run => run.ReportAsync(2, 200 + run.Trial).AsTask();
        await grain.RaiseBudgetAsync(3_600, null, null, null);
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.EndTrial>(sweep).Length == 6, "all trials have ended");
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var again = cluster.Executor.Begun.Where(run => run.Attempt == 2).ToList();
        again.Select(run => run.Trial).Order().ShouldBe([0, 1, 2]);
        again.ShouldAllBe(run => run.Order.Resume!.Step == 1);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial =>
            trial.Restarts == 0 && trial.Objective == 200 + trial.Number);
    }

    [Fact]
    public async Task Confirm_SweepThatHadEnded_RepeatsTheBestWithOtherSeeds()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => run.ReportAsync(2, 200 + run.Trial).AsTask();
        var sweep = await cluster.SubmitAsync(Specs.Of(3));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var grain = cluster.Sweep(cluster.IdOf(sweep));

        var best = (await grain.ConfirmAsync(1, 3)).ShouldHaveSingleItem();
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.EnterStatus>(sweep).Count(enter => enter.Status.IsFinal()) == 2,
            "the sweep has ended again");

        var repeats = cluster.Actions<SearchAction.BeginAttempt>(sweep).Where(begin => begin.RepeatOf is not null);
        repeats.Select(begin => (begin.Trial, begin.RepeatOf)).ShouldBe([(3, best), (4, best)]);
        cluster.Executor.Begun.Select(run => run.Order.Seed).ShouldBeUnique();
        (await cluster.TrialsAsync(sweep)).Count(trial => trial.Status == TrialStatus.Completed).ShouldBe(5);
        (await Should.ThrowAsync<UserErrorException>(() => grain.ConfirmAsync(1, 3)))
            .Message.ShouldContain("has 3 trials of each of its leading assignments already");
    }

    [Fact]
    public async Task Retry_TrialsThatFailed_TrainAgainInASweepThatHadEnded()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run =>
            run.Trial == 2 ? ExecutorScript.CompleteAsync(run) : throw new InvalidOperationException("it is broken");
        var sweep = await cluster.SubmitAsync(Specs.Of(3, maxRestarts: 1));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep)).Count(trial => trial.Status == TrialStatus.Failed).ShouldBe(2);
        var grain = cluster.Sweep(cluster.IdOf(sweep));
        (await Should.ThrowAsync<UserErrorException>(() => grain.RetryAsync([1, 2])))
            .Message.ShouldContain("has no failed trial 2");

        cluster.Executor.Train = ExecutorScript.CompleteAsync;
        (await grain.RetryAsync([1])).ShouldBe([1]);
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.EndTrial>(sweep).Count(end => end.Status == TrialStatus.Completed) == 2,
            "the trial is trained again");
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.EnterStatus>(sweep).Count(enter => enter.Status.IsFinal()) == 2,
            "the sweep has ended again");
        (await grain.RetryAsync([])).ShouldBe([0]);
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.EnterStatus>(sweep).Count(enter => enter.Status.IsFinal()) == 3,
            "the sweep has ended once more");

        (await cluster.TrialsAsync(sweep)).ShouldAllBe(
            trial => trial.Status == TrialStatus.Completed && trial.Restarts == 0);
        cluster.Actions<SearchAction.BeginAttempt>(sweep).Last().Attempt.ShouldBe(3);
        (await Should.ThrowAsync<UserErrorException>(() => grain.RetryAsync([])))
            .Message.ShouldContain("has no failed trial to try again");
    }

    [Fact]
    public async Task Limit_FewerThanRun_TheOthersSaveACheckpointAndWaitUntilThereIsRoom()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync(1, 100);
            await run.SaveCheckpointAsync(1);
            await run.HoldAsync();
            await run.ReportAsync(2, 200 + run.Trial);
        };
        var sweep = await cluster.SubmitAsync(Specs.Of(6) with { MaxConcurrentTrials = 3 });
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 3, "three trials train");
        var grain = cluster.Sweep(cluster.IdOf(sweep));
        await grain.LimitAsync(1);
        await cluster.UntilAsync(
            () => cluster.Actions<SearchAction.Requeue>(sweep).Length == 2, "two trials were given back");
        cluster.Actions<SearchAction.Requeue>(sweep).Select(requeue => requeue.Trial).Order().ShouldBe([1, 2]);
        cluster.Actions<SearchAction.Requeue>(sweep).ShouldAllBe(requeue =>
            requeue.Restarts == 0 && requeue.Cause == "the sweep was limited to 1 at a time");
        (await Should.ThrowAsync<UserErrorException>(() => grain.LimitAsync(1)))
            .Message.ShouldContain("runs at most 1 trial at a time already");

        // Another activation keeps the limit; the place of the trial that ends is taken by one that waits.
        await cluster.CollectAsync();
        (await cluster.Executor.BegunAsync(0)).Release();
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "one that waited trains");
        cluster.Executor.Begun[3].Order.Resume!.Step.ShouldBe(1);
        cluster.Executor.Ended.Count.ShouldBe(3);

        // More than its file says.
        await grain.LimitAsync(4);
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 7, "four trials train");
        foreach (var run in cluster.Executor.Begun) run.Release();
        await grain.LimitAsync(null);
        (await Should.ThrowAsync<UserErrorException>(() => grain.LimitAsync(null)))
            .Message.ShouldContain("has no limit to lift");
        await cluster.UntilAsync(
            () =>
            {
                foreach (var run in cluster.Executor.Begun) run.Release();
                return cluster.Actions<SearchAction.EndTrial>(sweep).Length == 6;
            },
            "all trials have ended");
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial =>
            trial.Restarts == 0 && trial.Objective == 200 + trial.Number);
        (await Should.ThrowAsync<UserErrorException>(() => grain.LimitAsync(2))).Message.ShouldContain("has ended");
    }

    [Fact]
    public async Task Enqueue_WhilePaused_ItIsTheNextTrialOnceResumed()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var spec = Random(7);
        var sweep = await cluster.SubmitAsync(spec);
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        var grain = cluster.Sweep(cluster.IdOf(sweep));
        await grain.PauseAsync(true);
        var given = spec.Search.Space.Assign(parameter => new ParameterValue.Number(0.125));
        await grain.EnqueueAsync([Specs.Rate(0.125)]);
        await Should.ThrowAsync<UserErrorException>(() => grain.EnqueueAsync([Specs.Rate(7)]));
        cluster.Executor.ReleaseAll();
        await cluster.UntilAsync(() => cluster.Actions<SearchAction.EndTrial>(sweep).Length == 4, "what ran has ended");
        cluster.Actions<SearchAction.BeginAttempt>(sweep).Length.ShouldBe(4);
        cluster.Executor.Train = ExecutorScript.CompleteAsync;
        await grain.PauseAsync(false);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var begun = cluster.Actions<SearchAction.BeginAttempt>(sweep);
        begun.Length.ShouldBe(7);
        begun.Single(begin => begin.Trial == 4).Assignment.ShouldBe(given);
    }

    [Fact]
    public async Task Submit_WarmStart_LearnsFromTheOtherSweepBeforeItsFirstTrial()
    {
        var cluster = shared.Fresh();
        var first = await cluster.SubmitAsync(Random(3));
        await cluster.EndedAsync(first);
        var spec = Random(2);
        var second = await cluster.SubmitAsync(spec with
        {
            Search = spec.Search with { Method = SearchMethod.Tpe },
            WarmStart = [cluster.IdOf(first)],
        });
        (await cluster.EndedAsync(second)).ShouldBe(SweepStatus.Completed);
        cluster.Actions<SearchAction.Learn>(second).Select(learn => learn.Observation.Trial).ShouldBe([-1, -2, -3]);
    }

    private static SweepSpec Random(int trials)
    {
        var spec = Specs.Of(1);
        return spec with
        {
            Search = spec.Search with
            {
                Method = SearchMethod.Random,
                RunCap = trials,
                Space = new([new Parameter("rate", new Distribution.Uniform(0, 1), [])]),
            },
        };
    }
}
