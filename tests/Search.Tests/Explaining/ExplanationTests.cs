using System.Collections.Immutable;
using CsCheck;
using Experiments.Search.Deciding;
using Experiments.Search.Explaining;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Trials;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Explaining;

public class ExplanationTests
{
    private static readonly SearchSpec Spec = Make.Spec(
        SearchMethod.Random,
        Make.Parameter("rate", new Distribution.LogUniform(1e-4, 1)),
        Make.Parameter("width", new Distribution.IntUniform(8, 512)),
        Make.Parameter("optimizer", Make.Choice("sgd", "adam", "rmsprop")),
        Make.Parameter("momentum", new Distribution.Uniform(0, 0.9), Make.When("optimizer", "sgd", "rmsprop")),
        Make.Parameter("seed", new Distribution.IntUniform(1, 9))) with
    { RunCap = 120, Seed = 5 };

    [Theory]
    [InlineData(Goal.Minimize)]
    [InlineData(Goal.Maximize)]
    public void Of_OneParameterMatters_NamesItWithItsRegionAndNoOther(Goal goal)
    {
        var said = Explain(goal, trial => Math.Abs(Math.Log10(Number(trial, "rate")) + 2));
        var matters = said.Statements.Single(statement => statement.Kind == StatementKind.Matters);
        matters.Parameters.ShouldBe(["rate"]);
        matters.Share!.Value.ShouldBeInRange(0.7, 1);
        matters.ShareInterval!.Value.Low.ShouldBeLessThan(matters.Share.Value);
        matters.Chance!.Value.ShouldBeLessThanOrEqualTo(0.01);
        var good = said.Statements.Single(statement => statement.Kind == StatementKind.GoodRegion).Good;
        good[0].ToReal()!.Value.ShouldBeInRange(1e-3, 1e-2);
        good[1].ToReal()!.Value.ShouldBeInRange(1e-2, 1e-1);
        said.Statements.ShouldNotContain(statement => statement.Kind == StatementKind.Edge);
        said.Statements.Single(statement => statement.Kind == StatementKind.NoEffect).Parameters
            .ShouldBe(["width", "optimizer", "momentum"]);
    }

    [Fact]
    public void Of_BestBeyondABound_SuggestsAWiderRange()
    {
        var said = Explain(Goal.Minimize, trial => -Number(trial, "width"));
        var edge = said.Statements.Single(statement => statement.Kind == StatementKind.Edge);
        edge.Text.ShouldStartWith("width is best at its upper bound, 512: widen it");
        edge.Suggested.ShouldBeOfType<Distribution.IntUniform>().Max.ShouldBe(680);
        said.Next!.Space.Parameters.Single(parameter => parameter.Name == "width").Distribution
            .ShouldBe(edge.Suggested);
    }

    [Fact]
    public void Of_OneChoiceIsBest_LeavesOutTheOthersAndWhatDependsOnThem()
    {
        var said = Explain(Goal.Maximize, trial => Text(trial, "optimizer") == "adam" ? 0 : 1);
        said.Statements.Single(statement => statement.Kind == StatementKind.GoodRegion).Good
            .ShouldBe([Make.Value("adam")]);
        said.Next!.Space.Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["rate", "width", "optimizer", "seed"]);
        said.Next.Seed.ShouldNotBe(Spec.Seed);
        said.Next.Enqueue.ShouldHaveSingleItem().TryGet("momentum", out _).ShouldBeFalse();
    }

    [Fact]
    public void Of_EffectThatDependsOnAnother_NamesThePair()
    {
        var said = Explain(
            Goal.Minimize,
            trial => (Math.Log10(Number(trial, "rate")) + 2) * (Number(trial, "width") / 256));
        said.Statements.Where(statement => statement.Kind == StatementKind.Interaction).ShouldHaveSingleItem()
            .Parameters.Order().ShouldBe(["rate", "width"]);
    }

    [Fact]
    public void Of_Repeats_AreOneTrial()
    {
        // Ten assignments without an effect, each of which was repeated: alone they are too few to say anything.
        var few = Trials(Goal.Minimize, _ => 0).Take(10).ToList();
        var chance = new Random(1);
        var repeated = few.SelectMany((trial, at) =>
        {
            var level = chance.NextDouble();
            return Enumerable.Range(0, 12).Select(repeat => trial with
            {
                Number = at * 12 + repeat,
                Objective = level + 0.001 * repeat,
            });
        }).ToList();
        Explanation.Of(Spec, repeated).Statements
            .ShouldNotContain(statement => statement.Kind == StatementKind.Matters);
    }

    [Fact]
    public void Of_FewTrials_SaysHowManyAreNeeded()
    {
        var said = Explanation.Of(Spec, [.. Trials(Goal.Minimize, trial => Number(trial, "rate")).Take(9)]);
        said.Statements.ShouldHaveSingleItem().Text.ShouldContain("9, and at least 10");
        said.Next.ShouldBeNull();
        Explanation.Of(Spec, []).Next.ShouldBeNull();
    }

    [Fact]
    public void Of_AnySpaceAndObjectives_IsTheSameAgainAndSuggestsAValidSearch() =>
        Gen.Select(SpaceGen.Any, Gen.Long, Gen.Int[0, 40], Gen.Double[-10, 10].Array[40], Gen.Bool)
            .ForAll((space, seed, count, objectives, ordered) =>
            {
                var spec = new SearchSpec { Space = space, Method = SearchMethod.Random, Seed = seed };
                var values = ordered ? [.. objectives.Order()] : objectives;
                List<RecordedTrial> trials =
                [
                    .. Assignments(spec, count).Select((assignment, at) =>
                        new RecordedTrial(at, assignment, TrialStatus.Completed) { Objective = values[at] }),
                ];
                var said = Explanation.Of(spec, trials);
                var again = Explanation.Of(spec, trials);
                again.Statements.Select(statement => statement.Text)
                    .ShouldBe(said.Statements.Select(statement => statement.Text));
                said.Statements.ShouldAllBe(statement => statement.Chance == null || statement.Chance <= 0.01);
                // What is proposed next is of the suggested space.
                if (said.Next is { } next)
                    foreach (var assignment in Assignments(next with { Enqueue = [] }, 3))
                        EnqueuedAssignment.WhyNot(next.Space, assignment).ShouldBeNull();
            });

    private static Explanation Explain(Goal goal, Func<Assignment, double> loss) =>
        Explanation.Of(Spec with { Goal = goal }, [.. Trials(goal, loss)]);

    private static IEnumerable<RecordedTrial> Trials(Goal goal, Func<Assignment, double> loss) =>
        Assignments(Spec, Spec.RunCap!.Value).Select((assignment, at) =>
            new RecordedTrial(at, assignment, TrialStatus.Completed)
            {
                Objective = goal == Goal.Minimize ? loss(assignment) : -loss(assignment),
            });

    private static IEnumerable<Assignment> Assignments(SearchSpec spec, int count)
    {
        var state = SearchCore.Begin(spec);
        return Enumerable.Range(0, count)
            .Select(trial => SearchMethods.Get(spec.Method).Propose(spec, state, trial)).ToImmutableArray();
    }

    private static double Number(Assignment trial, string name) =>
        trial.TryGet(name, out var value) ? value.ToReal() ?? 0 : 0;

    private static string? Text(Assignment trial, string name) =>
        trial.TryGet(name, out var value) ? value.ToString() : null;
}
