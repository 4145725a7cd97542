using System.Collections.Immutable;
using Experiments.Search.Methods;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Tests.Methods.Cmaes;

public class CategoryChancesTests
{
    private static readonly Axis Axis = new(Make.Parameter("c", new Distribution.Categorical(
        [Make.Value("a"), Make.Value("b"), Make.Value("never")], ImmutableArray.Create(0.5, 0.5, 0.0))),
        AlgorithmVersions.Newest);

    [Fact]
    public void Learn_OneCategoryAlwaysBetter_MakesItLikelyAndTheOtherNeverImpossible()
    {
        var chances = new CategoryChances(Axis);
        for (var generation = 0; generation < 200; generation++)
            chances.Learn([Seen("b"), Seen("b"), Seen("a"), Seen("a")]);
        var drawn = Enumerable.Range(0, 1000).CountBy(i => chances.At(i / 1000.0).ToString()).ToDictionary();
        drawn["b"].ShouldBeGreaterThan(850);
        drawn["a"].ShouldBeGreaterThan(20);
        drawn.ShouldNotContainKey("never");
    }

    [Fact]
    public void Forget_AfterLearning_IsAsBefore()
    {
        var chances = new CategoryChances(Axis);
        chances.Learn([Seen("b"), Seen("b"), Seen("a"), Seen("a")]);
        chances.At(0.49).ShouldBe(Make.Value("b"));
        chances.Forget();
        chances.At(0.49).ShouldBe(Make.Value("a"));
    }

    private static Observation Seen(string category) => new(0, new([new("c", Make.Value(category))]), 0, null);
}
