using Experiments.Contracts.Workloads;
using Experiments.Search.Spaces;

namespace Experiments.Contracts.Tests.Workloads;

public class ParameterRuleTests
{
    private static readonly ParameterRule Share = new ParameterRule.Real(0, 1, MaxExcluded: true);
    private static readonly ParameterRule Positive = new ParameterRule.Real(0, 1000, MinExcluded: true);
    private static readonly ParameterRule Count = new ParameterRule.Whole(1, 100);
    private static readonly ParameterRule Widths = new ParameterRule.Widths(1, 100, 2);

    [Theory]
    [InlineData(true, "vanishing")]
    [InlineData(true, "vanishing", "exploding")]
    [InlineData(false, "vanishing", "imploding")]
    [InlineData(false)]
    public void Allows_WordsOrListsOfThem_AreTheKnownOnes(bool allowed, params string[] words)
    {
        var rule = new ParameterRule.SomeOf(["vanishing", "exploding"]);
        var list = new ParameterValue.List([.. words.Select(word => (ParameterValue)new ParameterValue.Text(word))]);

        rule.Allows(list).ShouldBe(allowed);
        if (words.Length == 1) rule.Allows(list.Items[0]).ShouldBe(allowed);
    }

    [Fact]
    public void Allows_UniformUpToAnExcludedBound_IsAllowed() => Allows(Share, new Distribution.Uniform(0, 1)).ShouldBeTrue();

    [Fact]
    public void Allows_MultiplesUpToAnExcludedBound_IsNot() => Allows(Share, new Distribution.Uniform(0, 1, 0.25)).ShouldBeFalse();

    [Fact]
    public void Allows_MultiplesThatStopBelowTheBound_IsAllowed() =>
        Allows(Share, new Distribution.Uniform(0, 1, 0.3)).ShouldBeTrue();

    [Fact]
    public void Allows_UniformFromAnExcludedBound_IsNot() => Allows(Positive, new Distribution.Uniform(0, 1)).ShouldBeFalse();

    [Fact]
    public void Allows_LogNormalThatStaysWithin_IsAllowed() => Allows(Positive, new Distribution.LogNormal(-7, 1)).ShouldBeTrue();

    [Fact]
    public void Allows_LogNormalThatReachesBeyond_IsNot() => Allows(Positive, new Distribution.LogNormal(0, 1)).ShouldBeFalse();

    [Fact]
    public void Allows_LogNormalRoundedToZero_IsNot() => Allows(Positive, new Distribution.LogNormal(-7, 1, 1)).ShouldBeFalse();

    [Fact]
    public void Allows_Beta_ReachesNeitherEnd()
    {
        Allows(Share, new Distribution.Beta(1, 1)).ShouldBeTrue();
        Allows(Positive, new Distribution.Beta(1, 1)).ShouldBeTrue();
        Allows(Share, new Distribution.Beta(1, 1, 0.5)).ShouldBeFalse();
    }

    [Fact]
    public void Allows_WholeMultiples_CountAsWholeNumbers()
    {
        Allows(Count, new Distribution.LogUniform(8, 64, 8)).ShouldBeTrue();
        Allows(Count, new Distribution.LogUniform(8, 64, 0.5)).ShouldBeFalse();
        Allows(Count, new Distribution.LogUniform(8, 64)).ShouldBeFalse();
        Allows(Widths, new Distribution.IntUniform(1, 100)).ShouldBeTrue();
        Allows(Widths, new Distribution.IntUniform(1, 101)).ShouldBeFalse();
    }

    [Fact]
    public void Allows_Lists_OnlyWhereWidthsAreMeant()
    {
        var pair = new ParameterValue.List([new ParameterValue.Integer(3), new ParameterValue.Integer(4)]);
        Widths.Allows(pair).ShouldBeTrue();
        Widths.Allows(new ParameterValue.List([])).ShouldBeFalse();
        Widths.Allows(new ParameterValue.List([.. pair.Items, new ParameterValue.Integer(5)])).ShouldBeFalse();
        Widths.Allows(new ParameterValue.List([new ParameterValue.Number(3)])).ShouldBeFalse();
        Widths.Allows(new ParameterValue.List([new ParameterValue.Integer(0)])).ShouldBeFalse();
        Count.Allows(pair).ShouldBeFalse();
    }

    [Fact]
    public void Allows_RealThatIsWhole_CountsAsAWholeNumber()
    {
        Count.Allows(new ParameterValue.Number(64)).ShouldBeTrue();
        Count.Allows(new ParameterValue.Number(64.5)).ShouldBeFalse();
    }

    [Fact]
    public void Defaults_OfBuiltInWorkloads_KeepTheirOwnRules() =>
        BuiltInWorkloads.All.SelectMany(workload => workload.Parameters)
            .Where(parameter => parameter.Default is { } value && !parameter.Rule.Allows(value))
            .ShouldBeEmpty();

    private static bool Allows(ParameterRule rule, Distribution distribution) => rule.Allows(ValueRange.Of(distribution));
}
