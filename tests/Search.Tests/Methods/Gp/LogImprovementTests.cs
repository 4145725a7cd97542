using Experiments.Search.Methods.Gp;

namespace Experiments.Search.Tests.Methods.Gp;

public class LogImprovementTests
{
    // Computed with 120 digits.
    [Theory]
    [InlineData(1, 0.08002621884930694, 0.7766387252017393)]
    [InlineData(0, -0.9189385332046728, 1.2533141373155003)]
    [InlineData(-1, -2.4851210257126413, 1.9042712333296918)]
    [InlineData(-2.9, -7.520846492887873, 3.4445327294133317)]
    [InlineData(-3.1, -8.227329393572749, 3.620604262143193)]
    [InlineData(-8, -37.12236426169263, 8.239396506840066)]
    [InlineData(-14, -104.21209475021402, 14.140744947282895)]
    public void Of_NearAndFar_IsExact(double z, double value, double slope)
    {
        var (found, derivative) = LogImprovement.Evaluate(z);
        found.ShouldBe(value, 1e-10);
        derivative.ShouldBe(slope, 1e-9);
    }

    [Fact]
    public void Of_WhereTheImprovementIsZeroInDoubles_StillFalls() =>
        LogImprovement.Evaluate(-2e5).Value.ShouldBeLessThan(LogImprovement.Evaluate(-1e5).Value);
}
