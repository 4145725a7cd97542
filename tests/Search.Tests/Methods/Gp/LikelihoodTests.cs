using Experiments.Search.Methods.Gp;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Methods.Gp;

public class LikelihoodTests
{
    /// <summary>The mode of BoTorch's prior, and the one that a density of the logarithm has.</summary>
    [Theory]
    [InlineData(3, 0.205)]
    [InlineData(2, 4.113)]
    public void Start_AnyNumberOfAxes_IsThePriorsModeInTheirRoot(int version, double mode)
    {
        foreach (var count in new[] { 1, 4, 25 })
        {
            var axes = new GpAxes(
                Make.Space([.. Enumerable.Range(0, count).Select(i =>
                    Make.Parameter($"x{i}", new Distribution.Uniform(0, 1)))]), version);
            var start = new Likelihood(axes, [new double[count]], [0], version).Start;
            Math.Exp(start[0]).ShouldBe(mode * Math.Sqrt(count), 0.001 * Math.Sqrt(count));
        }
    }
}
