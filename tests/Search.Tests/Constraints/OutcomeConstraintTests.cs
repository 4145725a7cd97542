using System.Collections.Immutable;
using System.Text.Json;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Constraints;

/// <summary>Limits of metrics: which trial is the best, and which ones rungs let through.</summary>
public class OutcomeConstraintTests
{
    private static readonly ImmutableArray<OutcomeConstraint> Latency = [new("latency", Max: 20)];

    [Theory]
    [InlineData(20, 0)]
    [InlineData(30, 0.5)]
    [InlineData(-100, 0)]
    public void Violation_OfAMaximum_IsAShareOfIt(double value, double violation) =>
        new OutcomeConstraint("latency", Max: 20).ViolationOf(value).ShouldBe(violation);

    [Theory]
    [InlineData(-2, 1)]
    [InlineData(0, 0)]
    [InlineData(3, 0.5)]
    public void Violation_OfARange_IsThatOfTheLimitItBreaks(double value, double violation) =>
        new OutcomeConstraint("x", Min: -1, Max: 2).ViolationOf(value).ShouldBe(violation);

    [Fact]
    public void Violation_OfALimitOfZero_IsTheDistance() =>
        new OutcomeConstraint("x", Max: 0).ViolationOf(0.25).ShouldBe(0.25);

    [Fact]
    public void Best_OneTrialKeepsTheLimit_IsThatOneHoweverGoodOthersAre()
    {
        var run = Ended((0.9, 20), (0.1, 21), (0.5, 30));
        run.State.Best.ShouldBe(new BestTrial(0, 0.9));
    }

    [Fact]
    public void Best_NoTrialKeepsTheLimit_IsTheOneLeastOutside()
    {
        var run = Ended((0.1, 40), (0.5, 30), (0.2, 50));
        run.State.Best.ShouldBe(new BestTrial(1, 0.5, 0.5));
        run.Steps[^1].Actions.OfType<SearchAction.EndTrial>().Single()
            .ShouldBe(new(2, 1, TrialStatus.Completed, 0.2, null, new([50]), 1.5));
    }

    [Fact]
    public void Best_SeveralKeepTheLimit_IsTheBestObjective() =>
        Ended((0.4, 1), (0.2, 19), (0.3, 2)).State.Best.ShouldBe(new BestTrial(1, 0.2));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(null)]
    public void End_NobodyKnowsWhetherItKeepsTheLimit_NeverRanks(double? latency)
    {
        var run = Running(Spec(), 1);
        run.End(0, 1, new AttemptOutcome.Completed(0.1, new([latency])))
            .OfType<SearchAction.EndTrial>().Single().Objective.ShouldBeNull();
        run.State.Best.ShouldBeNull();
    }

    [Fact]
    public void Target_ReachedOutsideOfTheLimit_DoesNotEndTheSweep()
    {
        var run = Running(Spec() with { Target = 0.5 }, 2);
        run.End(0, 1, Completed(0.1, 30));
        run.State.TargetTrial.ShouldBeNull();
        run.End(1, 1, Completed(0.4, 10));
        run.State.TargetTrial.ShouldBe(1);
    }

    [Fact]
    public void NoBetterAfter_ATrialThatIsLessOutside_IsBetter()
    {
        var run = Running(Spec() with { Budget = new() { NoBetterAfter = 2 } }, 3);
        run.End(0, 1, Completed(0.1, 60));
        run.End(1, 1, Completed(0.2, 70));
        run.State.Spending!.SinceBest.ShouldBe(1);
        run.End(2, 1, Completed(0.9, 50));
        run.State.Spending!.SinceBest.ShouldBe(0);
    }

    [Fact]
    public void Rung_OfStoppingAsha_LetsTheTrialThatKeepsTheLimitPass()
    {
        var run = Running(
            Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1, Stopping: true) }, 3);
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.5, null, new([10])));
        // Better, but outside: not among the best half.
        Prunes(run.Tell(new SearchEvent.RungReached(1, 1, 1, 0.1, null, new([40])))).ShouldBeTrue();
        // A metric that was not reported yet does not count.
        Prunes(run.Tell(new SearchEvent.RungReached(2, 1, 1, 0.4, null, new([null])))).ShouldBeFalse();
    }

    [Fact]
    public void Rung_OfAsha_PromotesTheTrialThatKeepsTheLimit()
    {
        var run = Running(Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) }, 2);
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.1, null, new([40])));
        run.Tell(new SearchEvent.RungReached(1, 1, 1, 0.5, null, new([10])))
            .OfType<SearchAction.PauseTrial>().ShouldBeEmpty();
        run.State.Paused.Keys.ShouldBe([0]);
    }

    [Theory]
    [InlineData(0.9, 15, false)]
    [InlineData(0.1, 25, true)]
    public void Rung_OfMedian_ComparesLimitsFirst(double objective, double latency, bool prunes)
    {
        var run = Running(Spec() with { EarlyTermination = new EarlyTermination.Median(1, 2) }, 4);
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.2, null, new([22])));
        run.Tell(new SearchEvent.RungReached(1, 1, 1, 0.3, null, new([23])));
        run.Tell(new SearchEvent.RungReached(2, 1, 1, 0.1, null, new([24])));
        Prunes(run.Tell(new SearchEvent.RungReached(3, 1, 1, objective, null, new([latency])))).ShouldBe(prunes);
    }

    [Fact]
    public void Rung_AValueThatIsNoNumber_PrunesTheTrial()
    {
        var run = Running(Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) }, 1);
        Prunes(run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.1, null, new([double.NaN])))).ShouldBeTrue();
    }

    [Fact]
    public void Log_WithLimits_IsWrittenReadAndVerified()
    {
        var spec = Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) };
        var run = Running(spec, 3);
        run.Tell(new SearchEvent.RungReached(0, 1, 1, 0.1, null, new([40])));
        run.Tell(new SearchEvent.RungReached(1, 1, 1, 0.5, null, new([null])));
        run.End(1, 1, Completed(0.4, 21));
        run.Tell(new SearchEvent.StopRequested());
        var read = run.Steps.Select(step => RoundTrip(step)).ToArray();
        SearchCore.Verify(RoundTrip(spec), read).ShouldBeEmpty();
        var state = JsonSerializer.Serialize(run.State, SearchJson.Options);
        JsonSerializer.Serialize(SearchCore.Replay(spec, read), SearchJson.Options).ShouldBe(state);
        JsonSerializer.Serialize(RoundTrip(run.State), SearchJson.Options).ShouldBe(state);
    }

    [Fact]
    public void Log_WithoutLimits_HasNoneOfTheirFields() => JsonSerializer.Serialize<SearchAction>(
        new SearchAction.EndTrial(0, 1, TrialStatus.Completed, 0.5, null), SearchJson.Options)
        .ShouldBe("""{"kind":"end_trial","trial":0,"attempt":1,"status":"completed","objective":0.5}""");

    private static T RoundTrip<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, SearchJson.Options), SearchJson.Options)!;

    private static bool Prunes(ImmutableArray<SearchAction> actions) =>
        actions.OfType<SearchAction.EndTrial>().Any(end => end.Status == TrialStatus.Pruned);

    private static SearchRun Ended(params (double Objective, double Latency)[] results)
    {
        var run = Running(Spec(), results.Length);
        foreach (var (trial, (objective, latency)) in results.Index()) run.End(trial, 1, Completed(objective, latency));
        return run;
    }

    private static AttemptOutcome.Completed Completed(double objective, double latency) =>
        new(objective, new([latency]));

    private static SearchRun Running(SearchSpec spec, int trials)
    {
        var run = SearchRun.Prepared(spec);
        for (var trial = 0; trial < trials; trial++) run.Offer();
        return run;
    }

    private static SearchSpec Spec() =>
        Make.Spec(SearchMethod.Tpe, Make.Parameter("x", new Distribution.Uniform(0, 1))) with
        {
            Version = AlgorithmVersions.Newest,
            Constraints = Latency,
        };
}
