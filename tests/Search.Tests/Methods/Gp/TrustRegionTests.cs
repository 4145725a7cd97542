using CsCheck;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods.Gp;

public class TrustRegionTests
{
    private static readonly GpAxes Axes = new(
        Make.Space(
            Make.Parameter("x", new Distribution.Uniform(0, 1)), Make.Parameter("y", new Distribution.Uniform(0, 1)),
            Make.Parameter("c", Make.Choice("a", "b"))), AlgorithmVersions.Newest);

    [Fact]
    public void Around_LengthScalesDiffer_IsLongerAlongTheLongerOneAndWithinTheSpace() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 999]).ForAll((x, y, trial) =>
        {
            // y has four times the length-scale of x.
            var region = TrustRegion.Around([x, y, 1], Axes, new([16, 1, 4], 0), 7, trial);
            region.Low.ShouldAllBe(low => low >= 0);
            region.High.ShouldAllBe(high => high <= 1);
            region.Low[0].ShouldBeInRange(0, x);
            region.High[0].ShouldBeInRange(x, 1);
            if (region is { Low: [> 0, > 0, _], High: [< 1, < 1, _] })
                ((region.High[1] - region.Low[1]) / (region.High[0] - region.Low[0])).ShouldBe(4, 1e-6);
        });

    [Fact]
    public void Best_WithinARegion_IsFoundThere() => Gen.Int[0, 999].ForAll(trial =>
    {
        double[][] points = [[0.3, 0.3, 0], [0.9, 0.9, 1], [0.1, 0.8, 0], [0.7, 0.2, 1]];
        var parameters = new Hyperparameters([4, 4, 4], 1e-6);
        // The model expects the best values far to the right.
        var posterior = Posterior.TryCompute(Axes, parameters, points, [0, -2, 1, 1])!;
        var region = TrustRegion.Around(points[0], Axes, parameters, 7, trial);
        var spec = Make.Spec(SearchMethod.Gp) with { Seed = 7 };
        var acquisition = new Acquisition(Axes, new Utility(posterior, points), points, region, spec, trial);
        var best = Axes.PointOf(acquisition.Best());
        best[0].ShouldBeInRange(region.Low[0] - 1e-9, region.High[0] + 1e-9);
        best[1].ShouldBeInRange(region.Low[1] - 1e-9, region.High[1] + 1e-9);
    }, iter: 20);
}
