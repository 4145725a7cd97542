using CsCheck;
using Experiments.Search.Methods.Cmaes;
using Experiments.Search.Numerics;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods.Cmaes;

public class MarginTests
{
    [Fact]
    public void Of_CellWithNeighbours_LeavesBothWithinReach() =>
        Gen.Select(Gen.Double[0.1, 0.8], Gen.Double[0.01, 0.15], Gen.Double[0, 1], Gen.Double[-12, 0],
            Gen.Double[0.001, 0.3])
            .ForAll((low, width, place, logDeviation, least) =>
            {
                var (high, mean, deviation) = (low + width, low + place * width, Math.Exp(logDeviation));
                var (moved, wider) = Margin.Apply(low, high, mean, deviation, least);
                NormalCumulative.Evaluate((low - moved) / wider).ShouldBeGreaterThanOrEqualTo(least / 2 * (1 - 1e-9));
                NormalCumulative.Evaluate((moved - high) / wider).ShouldBeGreaterThanOrEqualTo(least / 2 * (1 - 1e-9));
            });

    [Fact]
    public void Of_CellAtAnEnd_LeavesItsNeighbourWithinReach()
    {
        var (below, deviation) = Margin.Apply(0, 0.5, 0.1, 1e-4, 0.02);
        deviation.ShouldBe(1e-4);
        NormalCumulative.Evaluate((below - 0.5) / 1e-4).ShouldBe(0.02, 1e-9);
        var (above, _) = Margin.Apply(0.5, 1, 0.9, 1e-4, 0.02);
        NormalCumulative.Evaluate((0.5 - above) / 1e-4).ShouldBe(0.02, 1e-9);
    }

    [Theory]
    [InlineData(0.4, 0.5, 0.45, 0.2)]
    [InlineData(0, 1, 0.45, 1e-9)]
    public void Of_EverythingWithinReach_ChangesNothing(double low, double high, double mean, double deviation) =>
        Margin.Apply(low, high, mean, deviation, 0.02).ShouldBe((mean, deviation));
}
