using CsCheck;
using Experiments.Search.Numerics;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Numerics;

public class MultiplesTests
{
    [Fact]
    public void Item_TenthsAndTwentieths_ReadAsTheirDecimalText()
    {
        var twentieths = new Multiples(0.05, 0, 1);
        Enumerable.Range(0, 21).Select(k => twentieths[k]).ShouldBe(
        [
            0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5,
            0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1,
        ]);
    }

    [Theory]
    [InlineData(0.05, 0.15, 0.6, 3, 12)]
    [InlineData(0.1, 0.3, 0.7, 3, 7)]
    [InlineData(0.1, 0.31, 0.69, 4, 6)]
    [InlineData(3, -7, 7, -2, 2)]
    [InlineData(1e-20, 1e-20, 5e-20, 1, 5)]
    public void Bounds_OnAndBetweenMultiples_IncludeWhatLiesWithin(
        double q, double min, double max, long first, long last)
    {
        var multiples = new Multiples(q, min, max);
        (multiples.First, multiples.Last).ShouldBe((first, last));
        multiples.AreCountable.ShouldBeTrue();
    }

    [Fact]
    public void Nearest_ValueNearBound_StaysWithin()
    {
        var multiples = new Multiples(0.4, 0.5, 1.5);
        multiples.Nearest(0.5).ShouldBe(0.8);
        multiples.Nearest(1.5).ShouldBe(1.2);
    }

    [Fact]
    public void Nearest_NoMultipleWithin_Throws()
    {
        var none = new Multiples(1, 0.1, 0.9);
        none.Last.ShouldBeLessThan(none.First);
        Should.Throw<InvalidOperationException>(() => none.Nearest(0.5));
    }

    [Fact]
    public void Nearest_BeyondResolution_ReturnsValue() => new Multiples(1e-3).Nearest(1.5e300).ShouldBe(1.5e300);

    [Fact]
    public void AreCountable_UnboundedOrTooFine_IsFalse()
    {
        new Multiples(1).AreCountable.ShouldBeFalse();
        new Multiples(1e-17, 0, 1).AreCountable.ShouldBeFalse();
    }

    [Fact]
    public void Nearest_AnyValue_IsMultipleWithinHalfQuantum() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[-12, 6], Gen.Double[-1e6, 1e6]).ForAll((digits, exponent, ratio) =>
        {
            var q = double.Parse($"{digits}E{exponent}");
            var multiples = new Multiples(q);
            var nearest = multiples.Nearest(ratio * q);
            multiples.NumberOf(nearest).ShouldNotBeNull();
            Math.Abs(nearest - ratio * q).ShouldBeLessThanOrEqualTo(q * (0.5 + 1e-9));
        });
}
