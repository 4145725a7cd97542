using CsCheck;
using Experiments.Search.Numerics;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Numerics;

public class PortableMathTests
{
    [Fact]
    public void Exp_AnyExponent_IsWithinTwoUnitsOfLastPlace() =>
        Gen.Double[-700, 700].ForAll(x => RelativeError(PortableMath.Exp(x), Math.Exp(x)).ShouldBeLessThan(5e-16));

    [Fact]
    public void Log_AnyMagnitude_IsWithinTwoUnitsOfLastPlace() =>
        Gen.Select(Gen.Double[0.5, 2], Gen.Int[-1070, 1000]).ForAll((m, k) =>
        {
            var x = Math.ScaleB(m, k);
            RelativeError(PortableMath.Log(x), Math.Log(x)).ShouldBeLessThan(5e-16);
        });

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1000.0, double.PositiveInfinity)]
    [InlineData(-1000.0, 0.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    public void Exp_Ends_AreExact(double x, double expected) => PortableMath.Exp(x).ShouldBe(expected);

    [Fact]
    public void Log_One_IsZero() => PortableMath.Log(1).ShouldBe(0);

    private static double RelativeError(double actual, double expected) =>
        actual == expected ? 0 : Math.Abs((actual - expected) / expected);
}
