using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Events;
using Experiments.Search.States;
using Experiments.Testing.Waits;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>How trials and sweeps end by themselves.</summary>
[Collection(nameof(OnSharedCluster))]
public sealed class CompletionTests(SharedCluster shared)
{
    [Fact]
    public async Task Submit_FiftyTrials_EachRunsOnceWhereItsLeaseSays()
    {
        var cluster = shared.Fresh();
        var sweep = await cluster.SubmitAsync(Specs.Of(50));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);

        var trials = await cluster.TrialsAsync(sweep);
        trials.Count.ShouldBe(50);
        trials.ShouldAllBe(
            trial => trial.Status == TrialStatus.Completed && trial.Attempt == 1 && trial.Objective == trial.Number);
        cluster.Executor.Begun.Select(run => run.Trial).Order().ShouldBe(Enumerable.Range(0, 50));
        cluster.Executor.Begun.ShouldAllBe(run => trials[run.Trial].Node == run.Silo);
        cluster.Executor.Begun.Select(run => run.Silo).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Submit_MoreTrialsThanCores_UsesAllAndNeverMore()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(30));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        cluster.Executor.ReleaseAll();
        await cluster.EndedAsync(sweep);
        cluster.Executor.MostAtOnce.ShouldBe(4);
        cluster.Executor.MostOnOneSilo.ShouldBe(2);
    }

    [Fact]
    public async Task Submit_MaxConcurrentTrials_IsReachedAndNeverExceeded()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Specs.Of(30) with { MaxConcurrentTrials = 3 });
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 3, "three run at once");
        cluster.Executor.ReleaseAll();
        await cluster.EndedAsync(sweep);
        cluster.Executor.MostAtOnce.ShouldBe(3);
    }

    [Fact]
    public async Task Train_ThrowsOnce_IsRetriedAndCompletes()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => run is { Trial: 1, Attempt: 1 }
            ? throw new InvalidOperationException("out of luck")
            : ExecutorScript.CompleteAsync(run);
        var sweep = await cluster.SubmitAsync(Specs.Of(3));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var trial = (await cluster.TrialsAsync(sweep))[1];
        (trial.Status, trial.Attempt, trial.Restarts).ShouldBe((TrialStatus.Completed, 2, 1));
        cluster.Actions<SearchAction.Requeue>(sweep).Single().Cause.ShouldBe("out of luck");
    }

    [Fact]
    public async Task Train_ThrowsAlways_FailsAfterItsRestartsAndNeighboursComplete()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => run.Trial == 1
            ? throw new InvalidOperationException("no luck")
            : ExecutorScript.CompleteAsync(run);
        var sweep = await cluster.SubmitAsync(Specs.Of(3, maxRestarts: 2));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var trials = await cluster.TrialsAsync(sweep);
        (trials[1].Status, trials[1].Attempt, trials[1].Cause).ShouldBe((TrialStatus.Failed, 3, "no luck"));
        trials.Count(trial => trial.Status == TrialStatus.Completed).ShouldBe(2);
        cluster.Executor.Begun.Count(run => run.Trial == 1).ShouldBe(3);
    }

    [Fact]
    public async Task Train_Diverges_FailsAtOnce()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run =>
            run.Trial == 0
                ? throw new TrialDivergedException("train_loss", double.NaN, 7)
                : ExecutorScript.CompleteAsync(run);
        var sweep = await cluster.SubmitAsync(Specs.Of(2));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var trial = (await cluster.TrialsAsync(sweep))[0];
        (trial.Status, trial.Attempt, trial.Cause).ShouldBe(
            (TrialStatus.Failed, 1, "diverged at step 7: train_loss is NaN"));
    }

    [Fact]
    public async Task Train_NeverReportsTheObjective_FailsAtOnce()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = _ => Task.CompletedTask;
        var sweep = await cluster.SubmitAsync(Specs.Of(1));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Failed);
        var trial = (await cluster.TrialsAsync(sweep))[0];
        trial.Attempt.ShouldBe(1);
        trial.Cause.ShouldBe("the trial ended without reporting its objective 'val_accuracy'");
    }

    [Fact]
    public async Task Train_SomeTrialsKeepTheLimits_TheLastValuesSayWhich()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            // The better, the slower. The first value is that of a network that is not warm.
            await run.ReportAsync("latency_ms", 0, 100);
            await run.ReportAsync("latency_ms", 1, 10 * (run.Trial + 1));
            await run.ReportAsync(1, 0.1 * run.Trial);
        };
        var sweep = await cluster.SubmitAsync(Limited(4));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        cluster.Actions<SearchAction.EndTrial>(sweep).OrderBy(end => end.Trial)
            .Select(end => (end.Outcomes!.Items.Single(), end.Violation))
            .ShouldBe([(10, null), (20, null), (30, 0.5), (40, 1)]);
    }

    [Fact]
    public async Task Train_NeverReportsAMetricThatHasALimit_FailsAtOnce()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync("latency", 1, 3);
            await run.ReportAsync(1, 0.5);
        };
        var sweep = await cluster.SubmitAsync(Limited(1));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Failed);
        var trial = (await cluster.TrialsAsync(sweep))[0];
        (trial.Attempt, trial.Cause).ShouldBe((
            1,
            "the trial ended without reporting 'latency_ms', which has a limit in 'constraints'; it reported latency, "
            + "val_accuracy; did you mean 'latency'?"));
    }

    [Fact]
    public async Task Train_SeveralObjectives_AreTheLastValues()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync("size", 0, 100);
            await run.ReportAsync("size", 1, 10 * run.Trial);
            await run.ReportAsync("latency_ms", 1, 3);
            await run.ReportAsync(1, 0.1 * run.Trial);
        };
        var sweep = await cluster.SubmitAsync(WithSize(Limited(3)));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        cluster.Actions<SearchAction.EndTrial>(sweep).OrderBy(end => end.Trial)
            .Select(end => (end.Outcomes!.Items[0], end.Outcomes.Items[1], end.Objectives!.Items[1]))
            .ShouldBe([(3, 0, 0), (3, 10, 10), (3, 20, 20)]);
    }

    [Fact]
    public async Task Train_NeverReportsAFurtherObjective_FailsAtOnce()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run => await run.ReportAsync(1, 0.5);
        var sweep = await cluster.SubmitAsync(WithSize(Specs.Of(1)));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Failed);
        (await cluster.TrialsAsync(sweep))[0].Cause.ShouldBe(
            "the trial ended without reporting 'size', which is one of its objectives in 'metrics'; it reported "
            + "val_accuracy");
    }

    [Fact]
    public async Task Train_FailsAfterItsLastCheckpoint_CompletesWithTheObjectiveItHad()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            if (run.Order.Resume is not null) return;
            await run.ReportAsync(1, 0.75);
            await run.SaveCheckpointAsync(1);
            throw new InvalidOperationException("late");
        };
        var sweep = await cluster.SubmitAsync(Specs.Of(1));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        (await cluster.TrialsAsync(sweep))[0].Objective.ShouldBe(0.75);
    }

    [Fact]
    public async Task Train_FailsWhileTheDatabaseIsSlow_ItsMetricsAreKept()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            await run.ReportAsync(1, 0.25);
            throw new TrialDivergedException("train_loss", double.NaN, 2);
        };
        var gate = new TaskCompletionSource();
        var held = new TaskCompletionSource<int>();
        cluster.Sink.BeforeCommit = batch =>
        {
            held.TrySetResult(batch.Trial.SweepKey);
            return held.Task.Result == batch.Trial.SweepKey ? gate.Task : Task.CompletedTask;
        };
        var sweep = await cluster.SubmitAsync(Specs.Of(1));
        (await held.Task.Within("a commit of metrics")).ShouldBe(sweep);
        cluster.Executor.Train = ExecutorScript.CompleteAsync;
        await cluster.EndedAsync(await cluster.SubmitAsync(Specs.Of(8)));
        gate.SetResult();
        await cluster.EndedAsync(sweep);
        (await cluster.Storage.ReadMetricsAsync(new TrialId(sweep, 0))).ShouldBe(
            [new MetricPoint("val_accuracy", 1, 0.25)]);
    }

    [Fact]
    public async Task Prepare_Fails_FailsTheSweepWithTheCause()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Prepare = () => throw new UserErrorException("the dataset is damaged; remove it");
        var sweep = await cluster.SubmitAsync(Specs.Of(2));
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Failed);
        cluster.Actions<SearchAction.EnterStatus>(sweep).Single().Reason.ShouldBe("the dataset is damaged; remove it");
        cluster.Executor.Begun.ShouldBeEmpty();
    }

    private static SweepSpec Limited(int trials)
    {
        var spec = Specs.Of(trials);
        return spec with { Search = spec.Search with { Constraints = [new("latency_ms", Max: 20)] } };
    }

    private static SweepSpec WithSize(SweepSpec spec) =>
        spec with { Search = spec.Search with { MoreObjectives = [new("size")] } };
}
