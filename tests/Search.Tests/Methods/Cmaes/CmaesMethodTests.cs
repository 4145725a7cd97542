using Experiments.Search.Deciding;
using Experiments.Search.Events;
using Experiments.Search.Methods;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Methods.Cmaes;

public class CmaesMethodTests
{
    private static readonly ISearchMethod Cmaes = SearchMethods.Get(SearchMethod.Cmaes);

    private static readonly SearchSpec Plane = Make.Spec(
        SearchMethod.Cmaes, Make.Parameter("x", new Distribution.Uniform(0, 1)),
        Make.Parameter("y", new Distribution.Uniform(0, 1)));

    // 4 + ⌊3 ln 2⌋
    private const int Size = 6;

    [Fact]
    public void Propose_GenerationThatIsNotWhole_IsNotLearnedFrom()
    {
        var state = Ended(Plane, 2 * Size, Left);
        var without = state with { Observations = state.Observations.RemoveRange(Size, Size) };
        var some = state with
        {
            Observations = state.Observations.RemoveRange(Size, 1),
            Running = state.Running.Add(Size, new(1, 0, "n", state.Observations[Size].Assignment)),
        };
        Propose(Plane, some).ShouldNotBe(Propose(Plane, state));
        Propose(Plane, some).ShouldBe(Propose(Plane, some with { Observations = without.Observations }));
    }

    [Fact]
    public void Propose_TrialCancelled_DoesNotHoldUpItsGeneration()
    {
        var state = Ended(Plane, Size, Left);
        var one = state with { Observations = state.Observations.RemoveAt(2) };
        Evolved(Plane, one).ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Propose_BetterOnTheLeft_GoesLeft() =>
        Evolved(Plane, Ended(Plane, 3 * Size, Left)).ShouldBeLessThan(0.35);

    /// <summary>Drawing again pushes the mean inwards.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(2, false)]
    public void Propose_OptimumInACorner_ReachesItFromVersionThree(int version, bool reaches)
    {
        var exact = Enumerable.Range(0, 10).Count(seed => Ended(
            Plane with { Version = version, Seed = seed }, 120, at => at.Sum(pair => pair.Value.ToReal()!.Value))
            .Best!.Objective == 0);
        if (reaches) exact.ShouldBeGreaterThan(5);
        else exact.ShouldBe(0);
    }

    [Fact]
    public void Propose_OtherSweepKnowsWhere_BeginsThere()
    {
        var lent = Enumerable.Range(1, 20).Select(i => new Observation(-i, At(0.9, 0.1 + i / 100.0), i, null));
        var state = SearchCore.Begin(Plane) with { Observations = [.. lent] };
        Evolved(Plane, state).ShouldBe(0.9, 0.15);
    }

    [Fact]
    public void After_NothingGetsBetter_BeginsAnewWithTwiceTheSize()
    {
        var state = Ended(Plane, 40 * Size, _ => 1);
        Generations.After(Plane, state, new(Plane.Space, Plane.Version)).Size.ShouldBe(2 * Size);
    }

    [Fact]
    public void Propose_OnlyCategories_FollowsTheBetterOne()
    {
        var spec = Make.Spec(SearchMethod.Cmaes, Make.Parameter("c", Make.Choice("a", "b", "c", "d")));
        var state = Ended(spec, 200, assignment => assignment.Single().Value == Make.Value("c") ? 0 : 1);
        Enumerable.Range(200, 100)
            .Count(trial =>
                Cmaes.Propose(spec, state with { NextTrial = trial }, trial).Single().Value == Make.Value("c"))
            .ShouldBeGreaterThan(70);
    }

    private static Assignment Propose(SearchSpec spec, SearchState state) =>
        Cmaes.Propose(spec, state, state.NextTrial);

    /// <summary>The mean x of the trials that would be proposed now.</summary>
    private static double Evolved(SearchSpec spec, SearchState state) => Enumerable.Range(0, 200).Average(seed =>
    {
        Propose(spec with { Seed = seed }, state).TryGet("x", out var x);
        return ((ParameterValue.Number)x!).Value;
    });

    private static double Left(Assignment assignment) =>
        assignment.TryGet("x", out var x) ? ((ParameterValue.Number)x).Value : throw new InvalidOperationException();

    private static Assignment At(double x, double y) => new([new("x", Make.Value(x)), new("y", Make.Value(y))]);

    private static SearchState Ended(SearchSpec spec, int trials, Func<Assignment, double> value)
    {
        var run = SearchRun.Prepared(spec);
        for (var trial = 0; trial < trials; trial++)
        {
            run.Offer();
            run.End(trial, 1, new AttemptOutcome.Completed(value(run.State.Running[trial].Assignment)));
        }
        return run.State;
    }
}
