using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Objectives;

/// <summary>Several objectives: which trials are on the front, and which ones rungs let through.</summary>
public class SeveralObjectivesTests
{
    [Fact]
    public void Front_OfAnyTrials_AreThoseThatNoneDominates() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 2]).Array[1, 30].ForAll(results =>
        {
            var run = Running(Spec() with { Constraints = [new("latency", Max: 1)] }, results.Length);
            foreach (var (trial, (loss, accuracy, latency)) in results.Index())
                run.End(trial, 1, new AttemptOutcome.Completed(loss, new([latency, accuracy])));
            run.State.Front!.Select(trial => trial.Trial).ShouldBe(Enumerable.Range(0, results.Length)
                .Where(trial => !results.Any(other => Dominates(other, results[trial]))));
        }, iter: 300);

    // Latencies of 2 are outside of the limit, and those of 1 and 0 equally good.
    private static bool Dominates((int Loss, int Accuracy, int Latency) a, (int Loss, int Accuracy, int Latency) b) =>
        (a.Latency < 2) != (b.Latency < 2)
            ? a.Latency < 2
            : a.Loss <= b.Loss && a.Accuracy >= b.Accuracy && (a.Loss, a.Accuracy) != (b.Loss, b.Accuracy);

    [Fact]
    public void End_AllObjectivesAreKnown_RecordsThem() =>
        Running(Spec(), 1).End(0, 1, Completed(0.5, 0.9)).OfType<SearchAction.EndTrial>().Single()
            .ShouldBe(new(0, 1, TrialStatus.Completed, 0.5, null, new([0.9]), null, new([0.5, 0.9])));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(null)]
    public void End_AnObjectiveIsNotANumber_NeverRanks(double? accuracy)
    {
        var run = Running(Spec(), 1);
        var ended = run.End(0, 1, new AttemptOutcome.Completed(0.1, new([accuracy])))
            .OfType<SearchAction.EndTrial>().Single();
        (ended.Objective, ended.Objectives).ShouldBe((null, null));
        (run.State.Best, run.State.Front).ShouldBe((null, null));
    }

    [Fact]
    public void NoBetterAfter_ATrialThatEntersTheFront_IsBetter()
    {
        var run = Running(Spec() with { Budget = new() { NoBetterAfter = 9 } }, 3);
        run.End(0, 1, Completed(0.1, 0.5));
        run.End(1, 1, Completed(0.2, 0.4));
        run.State.Spending!.SinceBest.ShouldBe(1);
        run.End(2, 1, Completed(0.9, 0.6));
        run.State.Spending!.SinceBest.ShouldBe(0);
    }

    [Fact]
    public void Rung_OfAsha_PromotesTheFrontAndPausesWhatItDominates()
    {
        var run = Running(Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) }, 6);
        Reach(run, 0, 0.5, 0.5);
        Reach(run, 1, 0.6, 0.4);
        Reach(run, 2, 0.9, 0.9);
        // An end of the front, and the second half of four.
        Reach(run, 3, 0.1, 0.1);
        Reach(run, 4, 0.7, 0.3);
        Reach(run, 5, 0.8, 0.2);
        run.State.Running.Keys.ShouldBe([3]);
        // Three of six continue: the front, its other end first.
        Begun().ShouldBe([2, 0, 6]);

        int[] Begun() => [.. Enumerable.Range(0, 3)
            .Select(_ => run.Offer().OfType<SearchAction.BeginAttempt>().Single().Trial)];
    }

    [Fact]
    public void Rung_OfStoppingAsha_StopsWhatTheFrontDominates()
    {
        var run = Running(
            Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1, Stopping: true) }, 3);
        Prunes(Reach(run, 0, 0.5, 0.5)).ShouldBeFalse();
        Prunes(Reach(run, 1, 0.6, 0.4)).ShouldBeTrue();
        // As good as the first, so it goes on too.
        Prunes(Reach(run, 2, 0.5, 0.5)).ShouldBeFalse();
    }

    [Fact]
    public void Rung_AnObjectiveIsNotReportedYet_ComparesByTheOthers()
    {
        var run = Running(Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) }, 2);
        Reach(run, 0, 0.5, null);
        Reach(run, 1, 0.4, null);
        run.State.Running.Keys.ShouldBe([1]);
    }

    [Fact]
    public void Rung_AnObjectiveIsNoNumber_PrunesTheTrial()
    {
        var run = Running(Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) }, 1);
        Prunes(Reach(run, 0, 0.5, double.NaN)).ShouldBeTrue();
    }

    [Fact]
    public void Log_WithObjectives_IsWrittenReadAndVerified()
    {
        var spec = Spec() with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 2, 4, 1) };
        var run = Running(spec, 4);
        Reach(run, 0, 0.5, 0.5);
        Reach(run, 1, 0.4, null);
        Reach(run, 2, 0.9, 0.2);
        run.End(3, 1, Completed(0.4, 0.3));
        run.Tell(new SearchEvent.StopRequested());
        var read = run.Steps.Select(step => RoundTrip(step)).ToArray();
        SearchCore.Verify(RoundTrip(spec), read).ShouldBeEmpty();
        var state = JsonSerializer.Serialize(run.State, SearchJson.Options);
        JsonSerializer.Serialize(SearchCore.Replay(spec, read), SearchJson.Options).ShouldBe(state);
        JsonSerializer.Serialize(RoundTrip(run.State), SearchJson.Options).ShouldBe(state);
    }

    [Fact]
    public void Spec_OneObjective_IsWrittenWithoutTheField() =>
        JsonSerializer.Serialize(Spec() with { MoreObjectives = null }, SearchJson.Options)
            .ShouldNotContain("objectives");

    private static ImmutableArray<SearchAction> Reach(SearchRun run, int trial, double loss, double? accuracy) =>
        run.Tell(new SearchEvent.RungReached(trial, 1, 1, loss, null, new([accuracy])));

    private static T RoundTrip<T>(T value) =>
        JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, SearchJson.Options), SearchJson.Options)!;

    private static bool Prunes(ImmutableArray<SearchAction> actions) =>
        actions.OfType<SearchAction.EndTrial>().Any(end => end.Status == TrialStatus.Pruned);

    private static AttemptOutcome.Completed Completed(double loss, double accuracy) => new(loss, new([accuracy]));

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
            MoreObjectives = [new("accuracy", Goal.Maximize)],
        };
}
