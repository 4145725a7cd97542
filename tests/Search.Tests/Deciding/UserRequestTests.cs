using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;

namespace Experiments.Search.Tests.Deciding;

/// <summary>User requests that do not end a sweep.</summary>
public class UserRequestTests
{
    private static readonly Parameter Rate = Make.Parameter("rate", new Distribution.Uniform(0, 1));

    [Fact]
    public void RaiseRunCap_SweepHasEnded_GoesOnWithNewTrials()
    {
        var run = Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 });
        run.State.Status.ShouldBe(SweepStatus.Completed);
        run.Tell(new SearchEvent.RunCapRaised(3));
        run.State.Status.ShouldBe(SweepStatus.Preparing);
        run.Tell(new SearchEvent.Prepared());
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(2);
        run.Offer().ShouldBeEmpty();
        run.End(2, 1, new AttemptOutcome.Completed(1));
        (run.State.Status, run.State.Completed).ShouldBe((SweepStatus.Completed, 3));
    }

    [Fact]
    public void RaiseRunCap_GoesOn_ProposesWhatALargerCapWouldHave()
    {
        var extended = Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 });
        extended.Tell(new SearchEvent.RunCapRaised(4));
        extended.Tell(new SearchEvent.Prepared());
        Finish(extended);
        Assignments(extended).ShouldBe(Assignments(Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 4 })));
    }

    [Theory]
    [InlineData(false, SweepStatus.Preparing, SweepStatus.Completed)]
    [InlineData(true, SweepStatus.Stopping, SweepStatus.Stopped)]
    public void Retry_TrialThatFailed_BeginsAgainWithAllItsRestarts(
        bool stopped, SweepStatus reopened, SweepStatus ended)
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Tpe, Rate) with { RunCap = 2, MaxRestarts = 1 });
        run.Offer();
        run.Offer();
        run.End(1, 1, new AttemptOutcome.Completed(0.5));
        run.End(0, 1, new AttemptOutcome.Failed("it threw"));
        run.Offer();
        if (stopped) run.Tell(new SearchEvent.StopRequested());
        run.End(0, 2, new AttemptOutcome.Failed("it threw"));
        (run.State.IsFinal, run.State.Failed, run.State.Observations.Count).ShouldBe((true, 1, 2));
        var assignment = Assignments(run)[0];

        run.Tell(new SearchEvent.RetryRequested(0, 2, assignment));
        (run.State.Status, run.State.Failed, run.State.Observations.Count).ShouldBe((reopened, 0, 1));
        run.Tell(new SearchEvent.RetryRequested(0, 2, assignment)).ShouldBeEmpty("it waits already");
        run.Tell(new SearchEvent.RetryRequested(1, 1, assignment)).ShouldBeEmpty("none failed");
        if (!stopped) run.Tell(new SearchEvent.Prepared());
        run.Offer().OfType<SearchAction.BeginAttempt>().Single()
            .ShouldBe(new SearchAction.BeginAttempt(0, 3, 0, "n1", assignment));
        run.Offer().ShouldBeEmpty();
        run.End(0, 3, new AttemptOutcome.Failed("once more"));
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Restarts.ShouldBe(1);
        run.End(0, 4, new AttemptOutcome.Completed(0.25));
        (run.State.Status, run.State.Completed, run.State.Failed).ShouldBe((ended, 2, 0));
        run.State.Observations.Count.ShouldBe(2);
    }

    [Fact]
    public void Retry_TrialThatFailedAfterARung_CountsOnceThere()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with
        {
            RunCap = 2,
            MaxRestarts = 0,
            EarlyTermination = new EarlyTermination.Median(1, 1),
        });
        run.Offer();
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.5));
        run.End(0, 1, new AttemptOutcome.Failed("it threw"));
        run.Tell(new SearchEvent.RetryRequested(0, 1, Assignments(run)[0]));
        run.State.Rungs.Single().Results.ShouldBeEmpty();
        run.Offer();
        run.Tell(new SearchEvent.RungReached(0, 2, 1, 0.25)).ShouldNotBeEmpty();
        run.State.Rungs.Single().Results.Count.ShouldBe(1);
    }

    [Fact]
    public void Retry_PreparationFails_TheTrialHasFailedAgain()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 1, MaxRestarts = 0 });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Failed("it threw"));
        run.Tell(new SearchEvent.RetryRequested(0, 1, Assignments(run)[0]));
        run.Tell(new SearchEvent.PreparationFailed("no such dataset"));
        (run.State.Status, run.State.Failed, run.State.Waiting.Count).ShouldBe((SweepStatus.Failed, 1, 0));
    }

    [Fact]
    public void RaiseRunCap_NothingToGain_ChangesNothing()
    {
        var run = Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 });
        run.Tell(new SearchEvent.RunCapRaised(2)).ShouldBeEmpty();
        var grid = Ended(Make.Spec(SearchMethod.Grid, Make.Parameter("a", Make.Choice("x", "y"))) with { RunCap = 2 });
        grid.Tell(new SearchEvent.RunCapRaised(9)).ShouldBeEmpty();
        var target = Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2, Target = 5 });
        target.Tell(new SearchEvent.RunCapRaised(9)).ShouldBeEmpty();
    }

    [Fact]
    public void RaiseRunCap_SweepIsStopping_BeginsTrialsAgain()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 });
        run.Offer();
        run.Tell(new SearchEvent.StopRequested());
        run.Offer().ShouldBeEmpty();
        run.Tell(new SearchEvent.RunCapRaised(3));
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial.ShouldBe(1);
    }

    [Fact]
    public void Target_Reached_EndsTheSweepBeforeItsCap()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 50, Target = 0.5 });
        run.Offer();
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Completed(0.5));
        run.State.Status.ShouldBe(SweepStatus.Stopping);
        run.Offer().ShouldBeEmpty();
        run.End(1, 1, new AttemptOutcome.Completed(9));
        (run.State.Status, run.State.TargetTrial, run.State.NextTrial).ShouldBe((SweepStatus.Completed, 0, 2));
    }

    [Fact]
    public void Give_Assignments_GoFirstAndDisplaceNoProposal()
    {
        var spec = Make.Spec(SearchMethod.Random, Rate) with { RunCap = 4, Enqueue = [Of(0.25)] };
        var run = SearchRun.Prepared(spec);
        run.Tell(new SearchEvent.AssignmentGiven(Of(0.75)));
        Finish(run);
        var plain = Assignments(Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 }));
        Assignments(run).ShouldBe([Of(0.25), Of(0.75), .. plain]);
    }

    [Fact]
    public void Give_NotOfTheSpaceOrNoRoom_ChangesNothing()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 1, Enqueue = [Of(0.25)] });
        run.Tell(new SearchEvent.AssignmentGiven(Of(0.5))).ShouldBeEmpty();
        var other = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate));
        other.Tell(new SearchEvent.AssignmentGiven(Of(1.5))).ShouldBeEmpty();
        other.Tell(new SearchEvent.AssignmentGiven(Assignment.Empty)).ShouldBeEmpty();
    }

    [Fact]
    public void Give_GridIsDone_TheGivenTrialIsAdded()
    {
        var run = Ended(Make.Spec(SearchMethod.Grid, Make.Parameter("a", Make.Choice("x", "y"))));
        run.Tell(new SearchEvent.AssignmentGiven(new([new("a", Make.Value("x"))])));
        run.Tell(new SearchEvent.Prepared());
        Finish(run);
        (run.State.Status, run.State.Completed).ShouldBe((SweepStatus.Completed, 3));
    }

    [Fact]
    public void Pause_TrialsRun_TheyGoOnAndNothingBeginsUntilResumed()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 });
        run.Offer();
        run.Tell(new SearchEvent.PauseRequested());
        run.Offer().ShouldBeEmpty();
        run.End(0, 1, new AttemptOutcome.Completed(1));
        (run.State.Status, run.State.IsHeld, run.State.RemainingDemand).ShouldBe((SweepStatus.Running, true, 0));
        run.Tell(new SearchEvent.ResumeRequested());
        Finish(run);
        (run.State.Status, run.State.Completed).ShouldBe((SweepStatus.Completed, 2));
    }

    [Fact]
    public void Stop_WhilePaused_WaitingTrialsStillTrain()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 2 });
        run.Offer();
        run.End(0, 1, new AttemptOutcome.Released("drained"));
        run.Tell(new SearchEvent.PauseRequested());
        run.Offer().ShouldBeEmpty();
        run.Tell(new SearchEvent.StopRequested());
        run.Offer().OfType<SearchAction.BeginAttempt>().Single().Attempt.ShouldBe(2);
    }

    [Fact]
    public void Lend_MethodLearns_ProposesFromTheFirstTrialOnAndReplays()
    {
        var spec = Make.Spec(SearchMethod.Tpe, Rate) with { RunCap = 12 };
        var source = Ended(Make.Spec(SearchMethod.Random, Rate) with { RunCap = 30, Seed = 7 });
        var lent = LentObservations.Extract(source.Steps);
        lent.Length.ShouldBe(30);
        var run = new SearchRun(spec);
        run.Tell(new SearchEvent.ObservationsLent(lent.Add(new(99, Assignment.Empty, 0, null))));
        run.Tell(new SearchEvent.ObservationsLent(lent)).ShouldBeEmpty();
        run.State.Observations.Select(observation => observation.Trial)
            .ShouldBe(Enumerable.Range(1, 30).Select(number => -number));
        run.Tell(new SearchEvent.Prepared());
        Finish(run);
        Assignments(run)[0].ShouldNotBe(Assignments(Ended(spec))[0]);
        SearchCore.Verify(spec, run.Steps).ShouldBeEmpty();
        JsonSerializer.Serialize(SearchCore.Replay(spec, run.Steps), SearchJson.Options)
            .ShouldBe(JsonSerializer.Serialize(run.State, SearchJson.Options));
    }

    [Fact]
    public void Lend_MethodDoesNotLearn_ChangesNothing()
    {
        var run = new SearchRun(Make.Spec(SearchMethod.Random, Rate));
        run.Tell(new SearchEvent.ObservationsLent([new(0, Of(0.5), 1, null)])).ShouldBeEmpty();
    }

    /// <summary>32 and 32.0 are the same point of a space; earlier sweeps had real numbers.</summary>
    [Fact]
    public void Lent_ValuesOfTheOtherKindOfNumber_AreLearnedAsTheSpaceHasThem()
    {
        var spec = Make.Spec(
            SearchMethod.Tpe, Make.Parameter("n", new Distribution.Uniform(32, 256, 8) { IsWhole = true }));
        SearchEvent lent = new SearchEvent.ObservationsLent(
            [new(0, new([new("n", Make.Value(32.0))]), 1, null), new(1, new([new("n", Make.Value(33.0))]), 1, null)]);

        var run = new SearchRun(spec with { Version = AlgorithmVersions.Newest });
        run.Tell(lent);
        run.State.Observations.ShouldHaveSingleItem().Assignment.ShouldBe(new([new("n", Make.Value(32))]));
        new SearchRun(spec).Tell(lent).ShouldBeEmpty();
    }

    [Fact]
    public void End_ObjectiveIsNotFinite_CompletesWithoutRankAndTeachesAsFailed()
    {
        var run = SearchRun.Prepared(Make.Spec(SearchMethod.Tpe, Rate) with { RunCap = 3 });
        double[] objectives = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        foreach (var (trial, objective) in objectives.Index())
        {
            run.Offer();
            run.End(trial, 1, new AttemptOutcome.Completed(objective));
        }
        (run.State.Status, run.State.Completed, run.State.Best).ShouldBe((SweepStatus.Completed, 3, null));
        run.State.Observations.ShouldAllBe(observation => observation.Objective == null);
    }

    private static Assignment Of(double rate) => new([new("rate", Make.Value(rate))]);

    private static SearchRun Ended(SearchSpec spec)
    {
        var run = SearchRun.Prepared(spec);
        Finish(run);
        return run;
    }

    private static void Finish(SearchRun run)
    {
        while (run.Offer().OfType<SearchAction.BeginAttempt>().SingleOrDefault() is { } begin)
            run.End(begin.Trial, begin.Attempt, new AttemptOutcome.Completed(begin.Trial % 5 + 1));
    }

    private static List<Assignment> Assignments(SearchRun run) =>
        [.. run.Steps.SelectMany(step => step.Actions).OfType<SearchAction.BeginAttempt>()
            .Select(begin => begin.Assignment)];
}
