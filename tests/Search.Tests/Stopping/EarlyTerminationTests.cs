using System.Collections.Immutable;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Experiments.Search.Stopping;

namespace Experiments.Search.Tests.Stopping;

public class EarlyTerminationTests
{
    private static readonly SearchSpec Random = Make.Spec(
        SearchMethod.Random, Make.Parameter("a", new Distribution.Uniform(0, 1)));
    private static readonly SearchSpec Halving = Random with
    {
        EarlyTermination = new EarlyTermination.Asha("epoch", 1, 3, 9, 1)
    };
    private static readonly SearchSpec Hyperband = Random with
    {
        EarlyTermination = new EarlyTermination.Hyperband(1, 9, 1, 3)
    };

    [Fact]
    public void RungReached_NotInTopThird_PausesUntilThreeHaveCome()
    {
        var run = Begun(Halving, 3);
        Reach(run, 0, 1, 0.5).ShouldBe(Verdicts.Pause);
        Reach(run, 1, 1, 0.7).ShouldBe(Verdicts.Pause);
        run.State.Paused.Keys.ShouldBe([0, 1]);
        // The third makes room for one; the best of all is already paused.
        Reach(run, 2, 1, 0.6).ShouldBe(Verdicts.Pause);
        Begin(run).ShouldBe((0, 2));
        run.State.Running[0].Progress!.Rung.ShouldBe(0);
        Begin(run).ShouldBe((3, 1));
    }

    [Fact]
    public void RungReached_BestOfThree_GoesOnWithoutAPause()
    {
        var run = Begun(Halving, 3);
        Reach(run, 0, 1, 0.5);
        Reach(run, 1, 1, 0.7);
        Reach(run, 2, 1, 0.4).ShouldBe(Verdicts.GoOn);
        run.State.Running.Keys.ShouldBe([2]);
    }

    [Fact]
    public void RungReached_ToldAgainByAResumedAttempt_CountsOnce()
    {
        var run = Begun(Hyperband, 1);
        Reach(run, 0, 1, 0.5).ShouldBe(Verdicts.GoOn);
        run.End(0, 1, new AttemptOutcome.Failed("lost"));
        Begin(run).ShouldBe((0, 2));
        run.Tell(new SearchEvent.RungReached(0, 2, 1, 0.1)).ShouldBeEmpty();
        run.State.Rungs.Single().Results.ShouldBe([new RungResult(0.5, 0)]);
    }

    [Fact]
    public void RungReached_StepBelowAllRungsOrOldAttempt_ChangesNothing()
    {
        var run = Begun(Halving with { EarlyTermination = new EarlyTermination.Asha("epoch", 3, 3, 27, 1) }, 1);
        run.Tell(new SearchEvent.RungReached(0, 1, 2, 0.5)).ShouldBeEmpty();
        run.Tell(new SearchEvent.RungReached(0, 2, 3, 0.5)).ShouldBeEmpty();
        run.Tell(new SearchEvent.RungReached(1, 1, 3, 0.5)).ShouldBeEmpty();
    }

    [Fact]
    public void RungReached_StepPastRungs_CountsForTheHighestOfThemOnce()
    {
        var run = Begun(Hyperband, 1);
        run.Tell(new SearchEvent.RungReached(0, 1, 5, 0.5)).ShouldBe([new SearchAction.ReachRung(0, 1, 0, 1, 0.5)]);
        run.State.Rungs.ShouldHaveSingleItem().Rung.ShouldBe(1);
        run.Tell(new SearchEvent.RungReached(0, 1, 3, 0.4)).ShouldBeEmpty();
        run.Tell(new SearchEvent.RungReached(0, 1, 100, 0.4)).ShouldBeEmpty();
    }

    /// <summary>Running averages are worse than what even the worst of the others reports by then.</summary>
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Median_LossesFall_IsThatOfTheSameStepFromVersionThree(int version, bool goesOn)
    {
        var run = Begun(Random with { Version = version, EarlyTermination = new EarlyTermination.Median(1, 3) }, 4);
        for (var step = 1; step <= 4; step++)
            for (var trial = 0; trial < 3; trial++) Reach(run, trial, step, (1.0 + trial) / step);
        Reach(run, 3, 4, 0.9).ShouldBe(goesOn ? Verdicts.GoOn : Verdicts.Prune);
    }

    [Fact]
    public void Median_TrialReportsSeldom_AveragesOverTheRungsThatItReached()
    {
        var run = Begun(Random with { EarlyTermination = new EarlyTermination.Median(1, 1) }, 2);
        // Reached rungs 2 and 4 only: (0.8 + 0.4) / 2.
        Reach(run, 0, 2, 0.8).ShouldBe(Verdicts.GoOn);
        Reach(run, 0, 4, 0.4).ShouldBe(Verdicts.GoOn);
        Reach(run, 1, 2, 0.59);
        Reach(run, 1, 4, 0.9).ShouldBe(Verdicts.GoOn);
        run.State.Rungs.Single(table => table.Rung == 3).Results.Single(result => result.Trial == 0).Score.ShouldBe(
            0.6, 1e-12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void RungReached_NotFinite_IsPrunedWithoutObjectiveAndCountsAsWorst(double objective)
    {
        var run = Begun(Halving, 1);
        run.Tell(new SearchEvent.RungReached(0, 1, 1, objective))[^1]
            .ShouldBe(new SearchAction.EndTrial(0, 1, TrialStatus.Pruned, null, null));
        run.State.Rungs.Single().Results.Single().Score.ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void RungReached_Maximize_PromotesTheLargest()
    {
        var run = Begun(Halving with { Goal = Goal.Maximize }, 3);
        Reach(run, 0, 1, 0.5);
        Reach(run, 1, 1, 0.7);
        Reach(run, 2, 1, 0.6);
        Begin(run).ShouldBe((1, 2));
    }

    [Fact]
    public void RunCap_TwentySevenTrialsOneAfterAnother_PromotesNineThenThree()
    {
        var spec = Halving with { RunCap = 27, EarlyTermination = new EarlyTermination.Asha("epoch", 1, 3, 9, 1) };
        var run = SearchRun.Prepared(spec);
        while (run.State.RemainingDemand > 0)
        {
            var (trial, attempt) = Begin(run);
            foreach (var step in new[] { 1, 3 })
            {
                if (!run.State.Running.ContainsKey(trial)) break;
                run.Tell(new SearchEvent.RungReached(trial, attempt, step, trial));
            }
            if (run.State.Running.ContainsKey(trial)) run.End(trial, attempt, new AttemptOutcome.Completed(trial));
        }
        run.State.Rungs.Select(table => table.Results.Count).ShouldBe([27, 9]);
        (run.State.Status, run.State.Completed, run.State.Pruned).ShouldBe((SweepStatus.Completed, 3, 24));
        run.State.Best.ShouldBe(new BestTrial(0, 0));
        run.State.Paused.ShouldBeEmpty();
    }

    [Fact]
    public void RunCap_TooSmallForTheRungs_TheBestStillTrainsToItsEnd()
    {
        var run = Begun(Halving with { RunCap = 2 }, 2);
        Reach(run, 0, 1, 0.5);
        Reach(run, 1, 1, 0.4);
        run.State.RemainingDemand.ShouldBe(1);
        Begin(run).ShouldBe((1, 2));
        run.End(1, 2, new AttemptOutcome.Completed(0.3));
        (run.State.Status, run.State.Best, run.State.Pruned).ShouldBe(
            (SweepStatus.Completed, new BestTrial(1, 0.3), 1));
    }

    [Fact]
    public void StopAndCancel_RestingTrials_EndPrunedAndCancelled()
    {
        foreach (var (told, pruned, cancelled) in new (SearchEvent, int, int)[]
            { (new SearchEvent.StopRequested(), 1, 0), (new SearchEvent.CancelRequested(), 0, 1) })
        {
            var run = Begun(Halving, 2);
            Reach(run, 0, 1, 0.5);
            run.Tell(told);
            (run.State.Pruned, run.State.Cancelled, run.State.Paused.Count).ShouldBe((pruned, cancelled, 0));
        }
    }

    [Fact]
    public void Stopping_FirstGoesOnAndWorseThanTopThird_IsPrunedWithItsObjective()
    {
        var run = Begun(Hyperband, 2);
        Reach(run, 0, 1, 0.5).ShouldBe(Verdicts.GoOn);
        Reach(run, 1, 1, 0.6).ShouldBe(Verdicts.Prune);
        run.Steps[^1].Actions[^1].ShouldBe(new SearchAction.EndTrial(1, 1, TrialStatus.Pruned, 0.6, null));
    }

    [Fact]
    public void Median_BestWorseThanMedianOfRunningAverages_IsPruned()
    {
        var run = Begun(Random with { EarlyTermination = new EarlyTermination.Median(1, 2) }, 4);
        // Running averages at step 2: 0.6 and 0.4, whose median is 0.5.
        foreach (var (trial, first, second) in new[] { (0, 0.8, 0.4), (1, 0.5, 0.3) })
        {
            Reach(run, trial, 1, first).ShouldBe(Verdicts.GoOn);
            Reach(run, trial, 2, second).ShouldBe(Verdicts.GoOn);
        }
        Reach(run, 2, 1, 0.6);
        Reach(run, 2, 2, 0.51).ShouldBe(Verdicts.Prune);
        Reach(run, 3, 1, 0.49);
        // Its best counts, not its last.
        Reach(run, 3, 2, 0.9).ShouldBe(Verdicts.GoOn);
    }

    [Fact]
    public void Ladder_PublishedSetting_HasRungsBelowTheBudgetAndBracketsInTheirShares()
    {
        var spec = Random with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 4, 256, 3) };
        Ladder.Steps(spec, 0).ShouldBe([1, 4, 16, 64]);
        Ladder.Steps(spec, 2).ShouldBe([16, 64]);
        var shares = Enumerable.Range(0, 4000).CountBy(trial => Ladder.BracketOf(spec, trial)).ToDictionary();
        // The shares are 1/5, 1/16 and 1/48, divided by their sum.
        (shares[0] / 4000.0).ShouldBe(0.706, 0.03);
        (shares[1] / 4000.0).ShouldBe(0.221, 0.03);
    }

    private enum Verdicts { GoOn, Pause, Prune }

    private static SearchRun Begun(SearchSpec spec, int trials)
    {
        var run = SearchRun.Prepared(spec);
        for (var trial = 0; trial < trials; trial++) run.Offer();
        return run;
    }

    private static (int Trial, int Attempt) Begin(SearchRun run)
    {
        var begin = run.Offer().OfType<SearchAction.BeginAttempt>().Single();
        return (begin.Trial, begin.Attempt);
    }

    private static Verdicts Reach(SearchRun run, int trial, int step, double objective)
    {
        ImmutableArray<SearchAction> actions =
            run.Tell(new SearchEvent.RungReached(trial, run.State.Running[trial].Attempt, step, objective));
        actions[0].ShouldBeOfType<SearchAction.ReachRung>();
        return actions.Any(action => action is SearchAction.PauseTrial) ? Verdicts.Pause
            : actions.Any(action => action is SearchAction.EndTrial) ? Verdicts.Prune
            : Verdicts.GoOn;
    }
}
