using CsCheck;
using Experiments.Search.Methods.Gp;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods.Gp;

public class MaternTests
{
    [Fact]
    public void Fill_AnyDistances_AreTheKernelAndItsDerivative() => Gen.Double[0, 400].Array[1, 11].ForAll(squares =>
    {
        var (kernel, slope) = (new double[squares.Length], new double[squares.Length]);
        Matern.Fill(squares, kernel, slope);
        for (var i = 0; i < squares.Length; i++)
        {
            var root = Math.Sqrt(5 * squares[i]);
            var (value, derivative) =
                ((1 + root + 5.0 / 3 * squares[i]) * Math.Exp(-root), -5.0 / 6 * (1 + root) * Math.Exp(-root));
            kernel[i].ShouldBe(value, 1e-14 * value);
            slope[i].ShouldBe(derivative, -1e-14 * derivative);
        }
    });

    [Fact]
    public void Fill_SamePoint_IsOneAndVastDistance_IsNothing()
    {
        var kernel = new double[2];
        Matern.Fill([0, 1e12], kernel, new double[2]);
        kernel[0].ShouldBe(1);
        kernel[1].ShouldBeInRange(0, 1e-290);
    }
}
