using Experiments.Contracts.Grains;
using Experiments.Contracts.Grains.Rungs;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Sweeps;
using Experiments.Grains.Tests.Support;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Grains.Tests.Clusters;

/// <summary>Sweeps whose trials are paused, continued and stopped at rungs.</summary>
public sealed class EarlyTerminationTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    private const int Epochs = 5;

    [Fact]
    public async Task Asha_NineTrials_RestWithoutADeviceAndGoOnFromTheirCheckpoints()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => ExecutorScript.ClimbAsync(run, Epochs, Objective);
        var spec = Halving(9);
        var sweep = await cluster.SubmitAsync(spec);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);

        await ShouldBeWholeAsync(cluster, sweep, spec);
        cluster.Executor.MostAtOnce.ShouldBeLessThanOrEqualTo(4);
        var rests = cluster.Actions<SearchAction.PauseTrial>(sweep).Length;
        rests.ShouldBeGreaterThan(4);
        // A trial that was paused and continued has one attempt more; none of the attempts failed.
        cluster.Actions<SearchAction.BeginAttempt>(sweep).ShouldAllBe(begin => begin.Restarts == 0);
        cluster.Actions<SearchAction.BeginAttempt>(sweep).ShouldContain(begin => begin.Attempt > 1);
        cluster.Actions<SearchAction.Requeue>(sweep).ShouldBeEmpty();
    }

    [Fact]
    public async Task Hyperband_WorseThanTheBest_IsStoppedAndItsCheckpointDropped()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => ExecutorScript.ClimbAsync(run, Epochs, Objective);
        var spec = Halving(9);
        spec = spec with
        {
            Search = spec.Search with { EarlyTermination = new EarlyTermination.Hyperband(1, 9, 1, 3) }
        };
        var sweep = await cluster.SubmitAsync(spec);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);

        await ShouldBeWholeAsync(cluster, sweep, spec);
        var trials = await cluster.TrialsAsync(sweep);
        var pruned = trials.Where(trial => trial.Status == TrialStatus.Pruned).ToList();
        pruned.ShouldNotBeEmpty();
        pruned.ShouldAllBe(trial => trial.Attempt == 1 && trial.Objective != null);
        cluster.Actions<SearchAction.PauseTrial>(sweep).ShouldBeEmpty();
    }

    /// <summary>Each first attempt is lost after two reports, at steps that are far past all rungs.</summary>
    [Fact]
    public async Task Hyperband_StepsAreFarApartAndAttemptsAreLost_RungsAreCountedInReports()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            await Task.Yield();
            var step = run.Order.Resume?.Step ?? 0;
            while (step < 2_500)
            {
                step += 500;
                var signal = await run.ReportAsync(step, Objective(run.Trial, step / 500));
                if (signal == TrialSignal.Stop) return;
                if (await run.SaveCheckpointAsync(step) == TrialSignal.Stop) return;
                if (run.Attempt == 1 && step == 1_000) throw new InvalidOperationException("it was lost");
            }
        };
        var spec = Halving(9);
        spec = spec with
        {
            Search = spec.Search with
            {
                Version = AlgorithmVersions.Newest,
                EarlyTermination = new EarlyTermination.Hyperband(3, int.MaxValue, 0, 3, true),
            },
        };
        var sweep = await cluster.SubmitAsync(spec);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var reached = cluster.Store.Log(sweep).Select(step => step.Event).OfType<SearchEvent.RungReached>().ToList();
        reached.Select(at => at.Trial).Order().ShouldBe(Enumerable.Range(0, 9));
        reached.ShouldAllBe(at => at.Step == 3 && at.Attempt == 2 && at.Objective == Objective(at.Trial, 3));
        reached.ShouldAllBe(at => at.Best == Enumerable.Range(1, 3).Max(step => Objective(at.Trial, step)));
        SearchCore.Verify(spec.Search, cluster.Store.Log(sweep)).ShouldBeEmpty();
        cluster.Actions<SearchAction.EndTrial>(sweep).ShouldContain(end => end.Status == TrialStatus.Pruned);
    }

    [Fact]
    public async Task Plateau_NoLongerImproves_EndsThereAndHasCompleted()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run =>
            ExecutorScript.ClimbAsync(run, 20, (trial, step) => trial + Math.Min(step, 2));
        var spec = Halving(3);
        spec = spec with
        {
            Search = spec.Search with
            {
                Version = AlgorithmVersions.Newest,
                EarlyTermination = new EarlyTermination.Plateau(2, 0),
            },
        };
        var sweep = await cluster.SubmitAsync(spec);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        var trials = await cluster.TrialsAsync(sweep);
        trials.ShouldAllBe(trial => trial.Status == TrialStatus.Completed && trial.Objective == trial.Number + 2);
        foreach (var trial in trials)
        {
            (await cluster.Storage.ReadMetricsAsync(new TrialId(sweep, trial.Number)))
                .Select(point => point.Step).ShouldBe([1, 2, 3, 4]);
        }
        SearchCore.Verify(spec.Search, cluster.Store.Log(sweep)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Asha_WorkloadSavesNoCheckpoints_PromotedOnesBeginAnewAndEachRungCountsOnce()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => ExecutorScript.ClimbAsync(run, Epochs, Objective, saves: false);
        var spec = Halving(9);
        var sweep = await cluster.SubmitAsync(spec);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        await ShouldBeWholeAsync(cluster, sweep, spec);
    }

    [Fact]
    public async Task RungReached_ToldAgain_AnswersTheSameAndCountsOnce()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = ExecutorScript.HoldAsync;
        var sweep = await cluster.SubmitAsync(Halving(9));
        await cluster.UntilAsync(() => cluster.Executor.Begun.Count == 4, "all cores are used");
        var grain = cluster.Sweep(cluster.IdOf(sweep));
        for (var time = 0; time < 3; time++)
            (await grain.RungReachedAsync(Report(trial: 0))).ShouldBe(RungAnswer.Pause);
        cluster.Actions<SearchAction.ReachRung>(sweep).ShouldHaveSingleItem();
        // An attempt that is not the trial's current one, and a trial that does not exist.
        (await grain.RungReachedAsync(Report(trial: 0) with { Attempt = 7 })).ShouldBe(RungAnswer.Stop);
        (await grain.RungReachedAsync(Report(trial: 99))).ShouldBe(RungAnswer.Stop);
        (await cluster.Sweep("elsewhere").RungReachedAsync(Report(trial: 0))).ShouldBe(RungAnswer.Stop);
        await grain.EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
    }

    [Fact]
    public async Task Cancel_TrialsRest_EndCancelled()
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = async run =>
        {
            if (await ExecutorScript.ClimbAsync(run, 1, Objective)) await run.HoldAsync();
        };
        var sweep = await cluster.SubmitAsync(Halving(9) with { MaxConcurrentTrials = 2 });
        await cluster.UntilAsync(() => cluster.Actions<SearchAction.PauseTrial>(sweep).Length > 1, "some rest");
        await cluster.Sweep(cluster.IdOf(sweep)).EndAsync(EndMode.Cancel);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Cancelled);
        (await cluster.TrialsAsync(sweep)).ShouldAllBe(trial => trial.Status == TrialStatus.Cancelled);
    }

    /// <summary>Commits fail before or after they are stored, at places that the seed chooses.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Asha_CommitsFailNowAndThen_NoRungIsLostOrDoubledAndTheCapIsKept(int seed)
    {
        var cluster = shared.Fresh();
        cluster.Executor.Train = run => ExecutorScript.ClimbAsync(run, Epochs, Objective);
        var (random, failures) = (new System.Random(seed), 0);
        void MayFail(int in100)
        {
            lock (random)
                if (failures == 8 || random.Next(100) >= in100) return;
            Interlocked.Increment(ref failures);
            throw new InvalidOperationException("the line was cut");
        }

        cluster.Store.BeforeCommit = commit => MayFail(RungsIn(commit) ? 30 : 5);
        cluster.Store.AfterCommit = commit => MayFail(RungsIn(commit) ? 30 : 5);
        var spec = Halving(18);
        var sweep = await cluster.SubmitAsync(spec);
        (await cluster.EndedAsync(sweep)).ShouldBe(SweepStatus.Completed);
        failures.ShouldBeGreaterThan(4);
        await ShouldBeWholeAsync(cluster, sweep, spec);

        static bool RungsIn(Contracts.Ports.Persistence.SweepCommit commit) =>
            commit.Steps.Any(step => step.Event is SearchEvent.RungReached);
    }

    /// <summary>
    /// A replay of the log makes the same decisions, each rung of each trial counted once, no two attempts of a trial
    /// overlapped, and what is stored is what was decided: a trial that completed has each epoch once.
    /// </summary>
    private static async Task ShouldBeWholeAsync(SweepCluster cluster, int sweep, SweepSpec spec)
    {
        var log = cluster.Store.Log(sweep);
        log.Select(step => step.Seq).ShouldBe(Enumerable.Range(1, log.Count).Select(seq => (long)seq));
        SearchCore.Verify(spec.Search, log).ShouldBeEmpty();
        var state = SearchCore.Replay(spec.Search, log);
        (state.NextTrial, state.Failed, state.Paused.Count).ShouldBe((spec.Search.RunCap!.Value, 0, 0));
        cluster.Actions<SearchAction.ReachRung>(sweep).Select(reach => (reach.Trial, reach.Rung)).ShouldBeUnique();
        // Every trial asked at the first rung: none trains past it unnoticed.
        cluster.Actions<SearchAction.ReachRung>(sweep).Count(reach => reach.Rung == 0)
            .ShouldBe(spec.Search.RunCap.Value);
        var trials = await cluster.TrialsAsync(sweep);
        trials.Count(trial => trial.Status == TrialStatus.Completed).ShouldBe(state.Completed);
        trials.Count(trial => trial.Status == TrialStatus.Pruned).ShouldBe(state.Pruned);
        state.Completed.ShouldBeGreaterThan(0);
        foreach (var trial in trials)
        {
            var id = new TrialId(sweep, trial.Number);
            if (trial.Status == TrialStatus.Pruned)
                (await cluster.Storage.Checkpoints.LoadLatestAsync(id, default)).ShouldBeNull();
            if (trial.Status != TrialStatus.Completed) continue;
            (await cluster.Storage.ReadMetricsAsync(id)).ShouldBe(Enumerable.Range(1, Epochs)
                .Select(step => new MetricPoint("val_accuracy", step, Objective(trial.Number, step))));
        }
    }

    private static RungReport Report(int trial) => new() { Trial = trial, Attempt = 1, Step = 1, Objective = 0.5 };

    // The ranking of the trials changes from one epoch to the next.
    private static double Objective(int trial, long step) => (trial * 7 + step * 3) % 11 / 11.0 + step;

    private static SweepSpec Halving(int trials)
    {
        var spec = Specs.Of(1);
        return spec with
        {
            Search = spec.Search with
            {
                Method = SearchMethod.Random,
                RunCap = trials,
                EarlyTermination = new EarlyTermination.Asha("epoch", 1, 3, 9, 1),
                Space = new([new Parameter("learning_rate", new Distribution.Uniform(0, 1), [])]),
            },
        };
    }
}
