using CsCheck;
using Experiments.Search.Methods.Gp;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods.Gp;

public class PosteriorTests
{
    private static readonly GpAxes Axes = new(Make.Space(
        Make.Parameter("x", new Distribution.Uniform(0, 1)), Make.Parameter("y", new Distribution.Uniform(0, 1)),
        Make.Parameter("c", Make.Choice("a", "b"))), AlgorithmVersions.Newest);

    private static readonly Gen<double[]> Point = Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 1])
        .Select((x, y, c) => new[] { x, y, c });

    private static readonly Gen<(double[][] Points, double[] Targets)> Data =
        Gen.Int[2, 12].SelectMany(n => Gen.Select(Point.Array[n], Gen.Double[-2, 2].Array[n]));

    [Fact]
    public void Likelihood_AnyDataAndParameters_HasTheGradientOfItsValue() =>
        Gen.Select(Data, Gen.Double[-1, 1].Array[4]).ForAll((data, shift) =>
        {
            var likelihood = new Likelihood(Axes, data.Points, data.Targets, AlgorithmVersions.Newest);
            double[] at = [.. shift[..3].Select(v => v - 0.5), shift[3] * 2 - 4];
            ShouldBeTheGradient(likelihood.Of, at, 1e-3);
        });

    [Fact]
    public void LogImprovementOn_AnyPoint_HasTheGradientOfItsValue() => Gen.Select(Data, Point).ForAll((data, at) =>
    {
        // The last point has no target.
        var posterior = Posterior.TryCompute(Axes, new([9, 4, 2], 0.01), data.Points, data.Targets[..^1])!;
        ShouldBeTheGradient((x, g) => posterior.LogImprovementOn(-1, x, g), at, 2e-3, numbers: 2);
    });

    [Fact]
    public void Mean_AtAKnownPoint_IsItsTargetAndFarAway_IsNone()
    {
        var posterior = Posterior.TryCompute(
            Axes, new([400, 400, 100], 1e-6), [[0.2, 0.2, 0], [0.8, 0.8, 1]], [1.5, -0.5])!;
        posterior.Mean([0.2, 0.2, 0]).ShouldBe(1.5, 1e-4);
        posterior.Mean([0.8, 0.8, 1]).ShouldBe(-0.5, 1e-4);
        posterior.Mean([0.8, 0.2, 0]).ShouldBe(0, 1e-4);
    }

    [Fact]
    public void LogImprovementOn_PointBeingTried_FallsThereAndLeavesTheMean()
    {
        double[][] known = [[0.2, 0.2, 0], [0.8, 0.8, 0]];
        double[] tried = [0.5, 0.5, 0];
        var before = Posterior.TryCompute(Axes, new([10, 10, 2], 0.01), known, [1, -1])!;
        var after = Posterior.TryCompute(Axes, new([10, 10, 2], 0.01), [.. known, tried], [1, -1])!;
        after.Mean([0.4, 0.6, 1]).ShouldBe(before.Mean([0.4, 0.6, 1]), 1e-12);
        after.LogImprovementOn(-1, tried).ShouldBeLessThan(before.LogImprovementOn(-1, tried) - 1);
    }

    private static void ShouldBeTheGradient(
        Func<double[], double[], double> function, double[] at, double tolerance, int? numbers = null)
    {
        var gradient = new double[at.Length];
        function(at, gradient);
        for (var i = 0; i < (numbers ?? at.Length); i++)
        {
            var (up, down) = ((double[])at.Clone(), (double[])at.Clone());
            (up[i], down[i]) = (up[i] + 1e-6, down[i] - 1e-6);
            var slope = (function(up, new double[at.Length]) - function(down, new double[at.Length])) / 2e-6;
            gradient[i].ShouldBe(slope, tolerance * (1 + Math.Abs(slope)));
        }
    }
}
