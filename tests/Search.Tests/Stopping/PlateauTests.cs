using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.Stopping;

namespace Experiments.Search.Tests.Stopping;

public class PlateauTests
{
    [Fact]
    public void Steps_Patience_AreItsMultiplesUpToTheThousandth()
    {
        var steps = Ladder.Steps(Spec(5), 0).ToList();
        steps.Take(3).ShouldBe([5, 10, 15]);
        steps.Count.ShouldBe(1_000);
        Ladder.Steps(Spec(int.MaxValue), 0).ShouldBe([int.MaxValue]);
    }

    [Theory]
    [InlineData(Goal.Minimize, 0.5, 0.4, true)]
    [InlineData(Goal.Minimize, 0.5, 0.5, false)]
    [InlineData(Goal.Minimize, 0.5, 0.6, false)]
    [InlineData(Goal.Maximize, 0.5, 0.6, true)]
    [InlineData(Goal.Maximize, 0.5, 0.4, false)]
    public void RungReached_BestAtTheSecond_GoesOnOnlyIfBetter(Goal goal, double first, double second, bool goesOn)
    {
        var run = Begun(Spec(5) with { Goal = goal });
        run.Tell(new SearchEvent.RungReached(0, 1, 5, first, first));
        run.Tell(new SearchEvent.RungReached(0, 1, 10, second, second));
        run.State.Running.ContainsKey(0).ShouldBe(goesOn);
    }

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.2, false)]
    public void RungReached_ImprovementOfATenth_CountsIfMoreThanMinDelta(double least, bool goesOn)
    {
        var run = Begun(Spec(5) with { EarlyTermination = new EarlyTermination.Plateau(5, least) });
        run.Tell(new SearchEvent.RungReached(0, 1, 5, 0.5, 0.5));
        run.Tell(new SearchEvent.RungReached(0, 1, 10, 0.4, 0.4));
        run.State.Running.ContainsKey(0).ShouldBe(goesOn);
    }

    [Fact]
    public void RungReached_ImprovedBetweenRungs_GoesOn()
    {
        var run = Begun(Spec(5));
        run.Tell(new SearchEvent.RungReached(0, 1, 5, 0.5, 0.5));
        run.Tell(new SearchEvent.RungReached(0, 1, 10, 0.6, 0.4));
        run.State.Running.ShouldContainKey(0);
    }

    [Fact]
    public void RungReached_NoImprovement_CompletesWithTheValueThereAndMayBeTheBest()
    {
        var run = Begun(Spec(5) with { Target = 0.6, RunCap = 2 });
        run.Tell(new SearchEvent.RungReached(0, 1, 5, 0.5, 0.5));
        var decided = run.Tell(new SearchEvent.RungReached(0, 1, 10, 0.55, 0.5));
        decided.ShouldContain(
            new SearchAction.EndTrial(0, 1, TrialStatus.Completed, 0.55, "no improvement"));
        (run.State.Best!.Objective, run.State.TargetTrial, run.State.Completed).ShouldBe((0.55, 0, 1));
    }

    [Fact]
    public void RungReached_MuchBetterTrialBefore_GoesOnAndKeepsNoTables()
    {
        var run = Begun(Spec(5));
        run.Offer();
        run.Tell(new SearchEvent.RungReached(0, 1, 5, 0.1, 0.1));
        run.Tell(new SearchEvent.RungReached(1, 1, 5, 0.9, 0.9));
        run.Tell(new SearchEvent.RungReached(1, 1, 10, 0.8, 0.8));
        run.State.Running.Keys.ShouldBe([0, 1]);
        run.State.Rungs.ShouldBeEmpty();
    }

    private static SearchRun Begun(SearchSpec spec)
    {
        var run = SearchRun.Prepared(spec);
        run.Offer();
        return run;
    }

    private static SearchSpec Spec(int patience) =>
        Make.Spec(SearchMethod.Random, Make.Parameter("a", new Distribution.Uniform(0, 1))) with
        {
            Version = AlgorithmVersions.Newest,
            EarlyTermination = new EarlyTermination.Plateau(patience, 0),
        };
}
