using Experiments.Search.Deciding;
using Experiments.Search.Methods;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;
using Experiments.Search.States.Trials;
using Experiments.Search.Stopping;

namespace Experiments.Search.Tests.Methods;

public class ExperienceTests
{
    private static readonly SearchSpec Spec = Make.Spec(
        SearchMethod.Tpe, Make.Parameter("x", new Distribution.Uniform(0, 1))) with
    {
        Version = AlgorithmVersions.Newest,
        EarlyTermination = new EarlyTermination.Asha("epoch", 1, 3, 27, 1),
    };

    [Fact]
    public void Of_TrialThatGoesOnPastARung_CountsWithItAndIsNotOpen()
    {
        var begun = SearchCore.Begin(Spec);
        var state = begun with
        {
            Running = begun.Running.Add(4, new(2, 0, "n", At(4)) { Progress = Reached(0, 0, 0.5, 4) })
                .Add(5, new(1, 0, "n", At(5))),
            Waiting = [new(6, 1, 0, At(6)) { Progress = Reached(0, 1, 0.7, 6) }, new(7, 1, 0, At(7))],
        };

        var seen = Experience.Collect(Spec, state);
        seen.Ranked.Select(trial => (trial.Trial, trial.Objective, trial.Rung)).ShouldBe([(6, 0.7, 1), (4, 0.5, 0)]);
        seen.Running.Select(trial => trial.Trial).ShouldBe([5]);
        seen.Waiting.Select(trial => trial.Trial).ShouldBe([7]);

        var first = Experience.Collect(Spec with { Version = AlgorithmVersions.First }, state);
        first.Ranked.ShouldBeEmpty();
        first.Running.Select(trial => trial.Trial).ShouldBe([4, 5]);
        first.Waiting.Select(trial => trial.Trial).ShouldBe([6, 7]);
    }

    /// <summary>The first rung of the second bracket is the second one of the first: both are three epochs.</summary>
    [Fact]
    public void Of_TrialsOfSeveralBrackets_AreRankedByHowLongTheyWereTrained()
    {
        var spec = Spec with { EarlyTermination = new EarlyTermination.Asha("epoch", 1, 3, 27, 2) };
        var late = Enumerable.Range(0, 1000).First(trial => Ladder.BracketOf(spec, trial) == 1);
        var early = Enumerable.Range(0, 1000).First(trial => Ladder.BracketOf(spec, trial) == 0);
        var begun = SearchCore.Begin(spec);
        var state = begun with
        {
            Observations = [new(early, At(1), 0.9, 0), new(late, At(2), 0.95, 0)],
            Paused = begun.Paused.Add(2000, new(1, 0, At(3), Reached(1, 0, 0.99, 2000)))
                .Add(2001, new(1, 0, At(4), Reached(0, 1, 0.97, 2001))),
        };

        Experience.Collect(spec, state).Ranked.Select(trial => trial.Trial).ShouldBe([late, 2001, 2000, early]);
    }

    [Fact]
    public void LessonsOf_TrialsTrainedForDifferentLengths_ComparesWhatTheyCameToAtTheSameRung()
    {
        // Trial 0 continued to its end, where its loss is a tenth of that at the rung, where it was the worst.
        Observation[] seen = [new(0, At(0), 3, null),
            .. Enumerable.Range(1, 20).Select(i => new Observation(i, At(i), i, 0))];
        var state = SearchCore.Begin(Spec) with
        {
            Observations = [.. seen],
            Rungs = [new(
                0, 0, 3) { Results = [new(30, 0), .. Enumerable.Range(1, 20).Select(i => new RungResult(i, i))] }],
        };

        TrainingData.FromExperience(Goal.Minimize, Experience.Collect(Spec, state)).Costs.ShouldBe(
            [30, .. Enumerable.Range(1, 20).Select(i => (double)i)]);
        TrainingData.FromExperience(
            Goal.Minimize,
            Experience.Collect(Spec with { Version = AlgorithmVersions.First }, state)).Costs[0].ShouldBe(3);
    }

    [Theory]
    [InlineData(SearchMethod.Tpe, 10)]
    [InlineData(SearchMethod.Gp, 16)]
    public void Propose_TrialsThatFailed_DoNotEndTheStart(SearchMethod method, int startup)
    {
        var spec = Spec with { Method = method };
        var sobol = SearchMethods.Get(SearchMethod.Sobol);
        var learner = SearchMethods.Get(method);
        SearchState After(int results) => SearchCore.Begin(spec) with
        {
            Observations = [.. Enumerable.Range(0, 60)
                .Select(i => new Observation(i, At(i), i < results ? i : null, null))],
        };

        int SobolsOfTwenty(SearchState state) => Enumerable.Range(60, 20).Count(trial =>
            learner.Propose(spec, state, trial).Equals(sobol.Propose(spec, state, trial)));

        SobolsOfTwenty(After(startup - 1)).ShouldBe(20);
        SobolsOfTwenty(After(startup)).ShouldBeLessThan(11);
    }

    private static RungProgress Reached(int bracket, int rung, double objective, int trial) =>
        new(bracket, rung, new(objective, trial), objective, objective, objective, 1);

    private static Assignment At(int i) => new([new("x", Make.Value(i / 100.0))]);
}
