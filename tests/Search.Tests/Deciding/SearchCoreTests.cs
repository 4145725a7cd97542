using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;
using static Experiments.Search.Tests.Support.Make;

namespace Experiments.Search.Tests.Deciding;

public class SearchCoreTests
{
    private static readonly SearchSpec Endless = Spec(
        SearchMethod.Random, Parameter("a", new Distribution.Uniform(0, 1)));
    private static readonly SearchSpec Pair = Spec(SearchMethod.Grid, Parameter("a", Choice("x", "y")));

    [Fact]
    public void Begin_GridOverContinuousParameter_Throws() =>
        Should.Throw<ArgumentException>(() => SearchCore.Begin(Endless with { Method = SearchMethod.Grid }));

    [Fact]
    public void RemainingDemand_EachStatus_IsWhatCouldBegin()
    {
        SearchCore.Begin(Pair).RemainingDemand.ShouldBe(0);
        SearchRun.Prepared(Endless).State.RemainingDemand.ShouldBe(int.MaxValue);
        SearchRun.Prepared(Pair with { RunCap = 1 }).State.RemainingDemand.ShouldBe(1);
        var run = SearchRun.Prepared(Pair);
        run.Offer();
        run.State.RemainingDemand.ShouldBe(1);
        run.End(0, 1, new AttemptOutcome.Released("drained"));
        run.State.RemainingDemand.ShouldBe(2);
        run.Tell(new SearchEvent.StopRequested());
        run.State.RemainingDemand.ShouldBe(1);
        run.Tell(new SearchEvent.CancelRequested());
        run.State.RemainingDemand.ShouldBe(0);
    }

    [Fact]
    public void Offer_TrialsThatMayFailNoMore_TrainOnDifferentNodes()
    {
        var run = SearchRun.Prepared(Pair with { MaxRestarts = 1 });
        for (var trial = 0; trial < 2; trial++) run.Offer();
        for (var trial = 0; trial < 2; trial++) run.End(trial, 1, new AttemptOutcome.Failed("node n1 was lost"));
        run.Offer("n2").ShouldHaveSingleItem();
        run.Offer("n2").ShouldBeEmpty();
        run.Offer("n3").ShouldHaveSingleItem();
        run.State.Running.Values.Select(running => running.Node).ShouldBe(["n2", "n3"]);
    }

    [Fact]
    public void Offer_TrialThatMayFailNoMoreHasToWait_OthersBegin()
    {
        var run = SearchRun.Prepared(Endless with { MaxRestarts = 1 });
        for (var trial = 0; trial < 2; trial++) run.Offer();
        for (var trial = 0; trial < 2; trial++) run.End(trial, 1, new AttemptOutcome.Failed("node n1 was lost"));
        for (var trial = 0; trial < 2; trial++) run.Offer("n2");
        run.State.Running.Keys.ShouldBe([0, 2]);
        run.End(0, 2, new AttemptOutcome.Completed(1));
        run.Offer("n2");
        run.State.Running.Keys.ShouldBe([1, 2]);
    }

    [Fact]
    public void Best_Ties_KeepLowestTrial()
    {
        var run = SearchRun.Prepared(Endless);
        for (var trial = 0; trial < 3; trial++) run.Offer();
        run.End(2, 1, new AttemptOutcome.Completed(1));
        run.End(1, 1, new AttemptOutcome.Completed(1));
        run.State.Best.ShouldBe(new BestTrial(1, 1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Best_NonFiniteObjective_NeverRanks(double objective)
    {
        var run = SearchRun.Prepared(Endless with { Target = 0 });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(objective))
            .ShouldBe([new SearchAction.EndTrial(0, 1, TrialStatus.Completed, null, null)]);
        run.State.Best.ShouldBeNull();
        run.State.Status.ShouldBe(SweepStatus.Running);
    }

    [Theory]
    [InlineData(Goal.Minimize, 0.5, true)]
    [InlineData(Goal.Minimize, 0.51, false)]
    [InlineData(Goal.Maximize, 0.5, true)]
    [InlineData(Goal.Maximize, 0.49, false)]
    public void Target_Inclusive_EndsSweep(Goal goal, double objective, bool reached)
    {
        var run = SearchRun.Prepared(Endless with { Goal = goal, Target = 0.5 });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(objective));
        run.State.Status.ShouldBe(reached ? SweepStatus.Completed : SweepStatus.Running);
    }

    [Fact]
    public void Apply_ManyFinishedTrials_RemembersOnlyCounts()
    {
        var run = SearchRun.Prepared(Endless);
        var size = 0;
        for (var trial = 0; trial < 2_000; trial++)
        {
            run.Offer();
            run.End(trial, 1, new AttemptOutcome.Completed(1));
            if (trial == 1_000) size = Size(run.State);
        }
        Size(run.State).ShouldBe(size);
        run.State.Completed.ShouldBe(2_000);

        static int Size(SearchState state) =>
            System.Text.Json.JsonSerializer.Serialize(state, SearchJson.Options).Length;
    }

    [Fact]
    public void Verify_LogOfAnotherSeed_GivesStepsThatDiffer()
    {
        var run = SearchRun.Prepared(Endless);
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(1));
        run.Offer();
        SearchCore.Verify(Endless with { Seed = 1 }, run.Steps).Select(pair => pair.Recorded.Seq).ShouldBe([2L, 4L]);
    }
}
