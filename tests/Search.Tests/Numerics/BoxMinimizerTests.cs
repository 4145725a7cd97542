using CsCheck;
using Experiments.Search.Numerics;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Numerics;

public class BoxMinimizerTests
{
    [Fact]
    public void Minimize_BowlAroundAnyPoint_EndsAtThePointOfTheBoxNearestToIt() =>
        Gen.Select(Gen.Double[-2, 2].Array[3], Gen.Double[-1, 1].Array[3]).ForAll((centre, start) =>
        {
            var (at, _) = BoxMinimizer.Minimize(Bowl, start, [-1, -1, -1], [1, 1, 1], 0.5, 100, 1e-14);
            for (var i = 0; i < 3; i++) at[i].ShouldBe(Math.Clamp(centre[i], -1, 1), 1e-5);

            double Bowl(double[] x, double[] gradient)
            {
                for (var i = 0; i < 3; i++) gradient[i] = 2 * (i + 1) * (x[i] - centre[i]);
                return x.Select((v, i) => (i + 1) * (v - centre[i]) * (v - centre[i])).Sum();
            }
        });

    [Fact]
    public void Minimize_BentValley_FollowsItToItsEnd()
    {
        var (at, value) = BoxMinimizer.Minimize(Rosenbrock, [-1.2, 1], [-2, -2], [2, 2], 0.5, 200, 1e-14);
        value.ShouldBeLessThan(1e-8);
        at[0].ShouldBe(1, 1e-3);
    }

    [Fact]
    public void Minimize_FewEvaluations_AreAllItTakes()
    {
        var calls = 0;
        BoxMinimizer.Minimize((x, g) => { calls++; return Rosenbrock(x, g); }, [-1.2, 1], [-2, -2], [2, 2], 0.5, 7, 0);
        calls.ShouldBe(7);
    }

    [Fact]
    public void Minimize_NoNumberBeyondAWall_StaysBeforeIt()
    {
        var (at, _) = BoxMinimizer.Minimize(
            (x, g) => { g[0] = -1; return x[0] > 0.4 ? double.NaN : -x[0]; }, [0], [-1], [1], 1, 100, 0);
        at[0].ShouldBeInRange(0.3, 0.4);
    }

    private static double Rosenbrock(double[] x, double[] gradient)
    {
        var (a, b) = (1 - x[0], x[1] - x[0] * x[0]);
        (gradient[0], gradient[1]) = (-2 * a - 400 * x[0] * b, 200 * b);
        return a * a + 100 * b * b;
    }
}
