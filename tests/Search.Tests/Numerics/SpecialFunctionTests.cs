using Experiments.Search.Numerics;

namespace Experiments.Search.Tests.Numerics;

public class SpecialFunctionTests
{
    // The check values that Wichura gives for PPND16.
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    public void NormalQuantile_PublishedCheck_GivesPublishedValue(double p, double z) =>
        NormalQuantile.Evaluate(p).ShouldBe(z, 2e-15 * Math.Abs(z));

    [Fact]
    public void NormalQuantile_OppositeTails_MirrorEachOther() =>
        NormalQuantile.Evaluate(0.96875).ShouldBe(-NormalQuantile.Evaluate(0.03125));

    [Theory]
    [InlineData(0.5, 0.5723649429247001)] // ln √π
    [InlineData(1.0, 0.0)]
    [InlineData(5.0, 3.1780538303479458)] // ln 4!
    [InlineData(101.0, 363.73937555556349)] // ln 100!
    public void LogGamma_KnownArgument_GivesKnownValue(double x, double expected) =>
        LogGamma.Evaluate(x).ShouldBe(expected, 1e-14 * Math.Max(10, expected));

    [Theory]
    [InlineData(1.0, 1.0)]
    [InlineData(0.01, 1.0)]
    [InlineData(30.0, 1.0)]
    public void BetaQuantile_PowerFunction_IsItsInverse(double a, double b)
    {
        foreach (var p in new[] { 1e-9, 0.01, 0.3, 0.5, 0.9, 0.999 })
        {
            var expected = Math.Pow(p, 1 / a); // I(x; a, 1) = xᵃ
            BetaQuantile.Evaluate(p, a, b).ShouldBe(expected, Math.Max(1e-12 * expected, 2 * double.Epsilon));
        }
    }

    [Theory]
    [InlineData(0.5, 0.5, 0.25, 0.14644660940672624)] // arcsine law: sin²(π p / 2)
    [InlineData(2, 2, 0.5, 0.5)]
    [InlineData(2, 2, 0.104, 0.2)] // 3 x² - 2 x³
    [InlineData(1e6, 1e6, 0.5, 0.5)]
    public void BetaQuantile_KnownPoint_GivesKnownValue(double a, double b, double p, double x) =>
        BetaQuantile.Evaluate(p, a, b).ShouldBe(x, 1e-9);
}
