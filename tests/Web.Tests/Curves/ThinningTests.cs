using CsCheck;
using Experiments.Testing.Properties;
using Experiments.Web.Curves;

namespace Experiments.Web.Tests.Curves;

public sealed class ThinningTests
{
    [Fact]
    public void Choose_ShortCurve_IsWhole() =>
        Thinning.Choose([3, 5, 9], [1, 2, 3], 4).ShouldBe([0, 1, 2]);

    [Fact]
    public void Choose_AnyCurve_KeepsItsEndsAndItsExtremes() => (
        from points in Gen.Int[1, 3_000]
        from most in Gen.Int[4, 400]
        from gaps in Gen.Long[1, 1_000].Array[points]
        from values in Gen.Double[-1e6, 1e6].Array[points]
        select (most, gaps, values)).ForAll(sample =>
        {
            var steps = new long[sample.gaps.Length];
            for (var i = 1; i < steps.Length; i++) steps[i] = steps[i - 1] + sample.gaps[i];
            var chosen = Thinning.Choose(steps, sample.values, sample.most);
            chosen.Count.ShouldBeLessThanOrEqualTo(sample.most);
            chosen.ShouldBe(chosen.Distinct().Order());
            chosen[0].ShouldBe(0);
            chosen[^1].ShouldBe(steps.Length - 1);
            var kept = chosen.Select(position => sample.values[position]).ToArray();
            kept.Max().ShouldBe(sample.values.Max());
            kept.Min().ShouldBe(sample.values.Min());
        });

    [Fact]
    public void Choose_ValuesThatAreNotFinite_AreNeitherHighNorLow()
    {
        var values = Enumerable.Range(0, 100).Select(i => i == 40 ? double.NaN : i == 60 ? 1.0 : 0).ToArray();
        var chosen = Thinning.Choose([.. Enumerable.Range(0, 100).Select(i => (long)i)], values, 12);
        chosen.ShouldContain(60);
        chosen.ShouldNotContain(40);
    }

    [Fact]
    public void Choose_OnlyValuesThatAreNotFinite_ShowsThem() =>
        Thinning.Choose(
            [.. Enumerable.Range(0, 100).Select(i => (long)i)], [.. Enumerable.Repeat(double.NaN, 100)], 12)
            .Count.ShouldBe(7);
}
