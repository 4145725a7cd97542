using System.Collections.Immutable;
using CsCheck;
using Experiments.Search.Randomness;
using Experiments.Search.Sampling;
using Experiments.Search.Spaces;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Sampling;

public class QuantileTests
{
    private const int SampleSize = 5_000;
    private static readonly double LastBelowOne = Math.BitDecrement(1);

    public static TheoryData<Distribution, Func<double, double>> ContinuousDistributions => new()
    {
        { new Distribution.Uniform(-2, 6), x => (x + 2) / 8 },
        { new Distribution.LogUniform(1e-4, 1e-1), x => Math.Log(x / 1e-4) / Math.Log(1e3) },
        { new Distribution.InvLogUniform(2, 200), x => Math.Log(x / 2) / Math.Log(100) },
        { new Distribution.Normal(3, 2), x => Phi((x - 3) / 2) },
        { new Distribution.LogNormal(-1, 0.5), x => Phi((Math.Log(x) + 1) / 0.5) },
        { new Distribution.Beta(2, 2), x => x * x * (3 - 2 * x) },
        { new Distribution.Beta(0.5, 0.5), x => 2 / Math.PI * Math.Asin(Math.Sqrt(x)) },
    };

    [Theory]
    [MemberData(nameof(ContinuousDistributions), DisableDiscoveryEnumeration = true)]
    public void Of_ManyTrials_FollowsDistribution(Distribution distribution, Func<double, double> cumulative) =>
        Statistics.KolmogorovSmirnov([.. Sample(distribution).Select(Real)], cumulative)
            .ShouldBeLessThan(Statistics.Critical(SampleSize));

    [Fact]
    public void Of_IntUniform_GivesEachWholeNumberAsOften()
    {
        var counts = Sample(new Distribution.IntUniform(-3, 6)).CountBy(value => value).ToDictionary();
        counts.Keys.ShouldBe(Enumerable.Range(-3, 10).Select(whole => Make.Value(whole)), ignoreOrder: true);
        var chiSquare = counts.Values.Sum(count => Math.Pow(count - SampleSize / 10, 2) / (SampleSize / 10));
        chiSquare.ShouldBeLessThan(27.9); // one in a thousand, 9 degrees of freedom
    }

    [Fact]
    public void Of_IntUniformOfAllLongs_ReachesBothEnds()
    {
        var all = new Distribution.IntUniform(long.MinValue, long.MaxValue);
        Quantile.Evaluate(all, 0).ShouldBe(Make.Value(long.MinValue));
        ((ParameterValue.Integer)Quantile.Evaluate(all, LastBelowOne)).Value.ShouldBeGreaterThan(long.MaxValue - 4096);
    }

    [Fact]
    public void Of_Probabilities_GivesValuesAsOftenAsTheySay()
    {
        var weighted = new Distribution.Categorical(
            [Make.Value("never"), Make.Value("rare"), Make.Value("often"), Make.Value("no")],
            ImmutableArray.Create(0.0, 0.1, 0.9, 0.0));
        var counts = Sample(weighted).CountBy(value => value.ToString()).ToDictionary();
        counts.Keys.ShouldBe(["rare", "often"], ignoreOrder: true);
        counts["rare"].ShouldBeInRange(430, 570);
    }

    [Fact]
    public void Of_ProbabilitiesThatAddUpToLess_EndAtLastPossibleValue() =>
        Quantile.Evaluate(
            new Distribution.Categorical(
                [Make.Value("a"), Make.Value("b"), Make.Value("c")], ImmutableArray.Create(0.5, 0.4999999999, 0.0)),
            LastBelowOne)
        .ShouldBe(Make.Value("b"));

    [Fact]
    public void Of_UniformAtItsEnd_IsBelowMax() =>
        Real(Quantile.Evaluate(new Distribution.Uniform(0.1, 0.3), LastBelowOne)).ShouldBeLessThan(0.3);

    [Fact]
    public void Of_UniformOverAllDoubles_StaysFinite() =>
        Real(Quantile.Evaluate(new Distribution.Uniform(double.MinValue, double.MaxValue), 0.75))
            .ShouldBe(double.MaxValue / 2, double.MaxValue * 1e-15);

    [Fact]
    public void Of_LogNormalBeyondDoubles_StaysFinite() =>
        Real(Quantile.Evaluate(new Distribution.LogNormal(1000, 1), 0.5)).ShouldBe(double.MaxValue);

    [Fact]
    public void Of_QuantisedUniform_GivesDecimalText() =>
        Sample(new Distribution.Uniform(0, 0.6, 0.05)).Select(value => value.ToString()).Distinct().Order().ShouldBe(
            ["0.0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5", "0.55", "0.6"]);

    [Theory, MemberData(nameof(WholeMultiples), DisableDiscoveryEnumeration = true)]
    public void Of_MultiplesThatAreWhole_GivesTheSameNumbersAsWholeOnes(Distribution distribution, int most) =>
        Gen.Double.Unit.ForAll(u =>
        {
            var whole = Quantile.Evaluate(distribution, u).ShouldBeOfType<ParameterValue.Integer>();
            Real(Quantile.Evaluate(distribution with { IsWhole = false }, u)).ShouldBe(whole.Value);
            (whole.Value % 8).ShouldBe(0);
            whole.Value.ShouldBeLessThanOrEqualTo(most);
        });

    public static TheoryData<Distribution, int> WholeMultiples => new()
    {
        { new Distribution.LogUniform(32, 256, 8) { IsWhole = true }, 256 },
        { new Distribution.Uniform(-31.5, 256, 8) { IsWhole = true }, 256 },
        { new Distribution.Normal(3, 20, 8) { IsWhole = true }, 3000 },
        { new Distribution.LogNormal(3, 1, 8) { IsWhole = true }, int.MaxValue },
    };

    [Fact]
    public void Of_WholeMultiplesBeyondSixtyFourBits_AreRealOnes()
    {
        var wide = new Distribution.LogNormal(40, 10, 1) { IsWhole = true };
        Quantile.Evaluate(wide, 0.1).ShouldBeOfType<ParameterValue.Integer>();
        Quantile.Evaluate(wide, 0.9).ShouldBeOfType<ParameterValue.Number>();
    }

    [Fact]
    public void Of_AnyDistributionAtAnyPoint_StaysInSupport() =>
        Gen.Select(SpaceGen.AnyDistribution, Gen.OneOf(Gen.Double.Unit, Gen.Const(0.0), Gen.Const(LastBelowOne)))
            .ForAll((distribution, u) =>
                Membership.Contains(distribution, Quantile.Evaluate(distribution, u)).ShouldBeTrue());

    [Fact]
    public void Of_AnyDistribution_RisesWithItsPoint() =>
        Gen.Select(SpaceGen.AnyNumeric, Gen.Double.Unit, Gen.Double.Unit).ForAll((distribution, u, v) =>
        {
            var (low, high) = (Real(Quantile.Evaluate(distribution, Math.Min(u, v))),
                Real(Quantile.Evaluate(distribution, Math.Max(u, v))));
            if (distribution is Distribution.InvLogUniform) low.ShouldBeGreaterThanOrEqualTo(high);
            else low.ShouldBeLessThanOrEqualTo(high);
        });

    private static IEnumerable<ParameterValue> Sample(Distribution distribution) =>
        Enumerable.Range(0, SampleSize)
            .Select(trial => Quantile.Evaluate(distribution, CounterRandom.Uniform(11, trial, "x")));

    private static double Real(ParameterValue value) => value switch
    {
        ParameterValue.Number number => number.Value,
        ParameterValue.Integer whole => whole.Value,
        _ => throw new ArgumentException($"{value} is not a number", nameof(value)),
    };

    // Abramowitz and Stegun 7.1.26: within 1.5e-7 of the error function.
    private static double Phi(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + 0.3275911 * x);
        var series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
        var erf = 1 - series * Math.Exp(-x * x);
        return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
    }
}
