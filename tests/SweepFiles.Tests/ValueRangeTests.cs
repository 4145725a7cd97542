using Experiments.Search.Spaces;
using Experiments.SweepFiles.Checks;

namespace Experiments.SweepFiles.Tests;

public class ValueRangeTests
{
    private static readonly ParameterRule Share = new ParameterRule.Real(0, 1, MaxExcluded: true);
    private static readonly ParameterRule Positive = new ParameterRule.Real(0, 1000, MinExcluded: true);
    private static readonly ParameterRule Count = new ParameterRule.Whole(1, 100);
    private static readonly ParameterRule Widths = new ParameterRule.Widths(1, 100, 2);

    [Fact]
    public void Allows_UniformUpToAnExcludedBound_IsAllowed() =>
        Allows(Share, new Distribution.Uniform(0, 1)).ShouldBeTrue();

    [Fact]
    public void Allows_MultiplesUpToAnExcludedBound_IsNot() =>
        Allows(Share, new Distribution.Uniform(0, 1, 0.25)).ShouldBeFalse();

    [Fact]
    public void Allows_MultiplesThatStopBelowTheBound_IsAllowed() =>
        Allows(Share, new Distribution.Uniform(0, 1, 0.3)).ShouldBeTrue();

    [Fact]
    public void Allows_UniformFromAnExcludedBound_IsNot() =>
        Allows(Positive, new Distribution.Uniform(0, 1)).ShouldBeFalse();

    [Fact]
    public void Allows_LogNormalThatStaysWithin_IsAllowed() =>
        Allows(Positive, new Distribution.LogNormal(-7, 1)).ShouldBeTrue();

    [Fact]
    public void Allows_LogNormalThatReachesBeyond_IsNot() =>
        Allows(Positive, new Distribution.LogNormal(0, 1)).ShouldBeFalse();

    [Fact]
    public void Allows_LogNormalRoundedToZero_IsNot() =>
        Allows(Positive, new Distribution.LogNormal(-7, 1, 1)).ShouldBeFalse();

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

    private static bool Allows(ParameterRule rule, Distribution distribution) =>
        rule.Allows(ValueRange.FromDistribution(distribution));
}
