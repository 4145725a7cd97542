using CsCheck;
using Experiments.Search.Methods.Gp.Warps;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods.Gp;

public class WarpTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_AnyCosts_KeepTheirOrderWithMeanZeroAndVarianceOne(int turn) =>
        Gen.Double[-1e3, 1e6].Array[3, 40].ForAll(costs =>
        {
            var warped = Warp.Apply(costs, turn);
            warped.Average().ShouldBe(0, 1e-6);
            warped.Average(value => value * value).ShouldBe(1, 1e-6);
            for (var i = 1; i < costs.Length; i++)
                Math.Sign(warped[i] - warped[i - 1]).ShouldBeOneOf(Math.Sign(costs[i] - costs[i - 1]), 0);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_CostsAllTheSame_AreNothing(int turn) =>
        Warp.Apply([5, 5, 5, 5], turn).ShouldAllBe(value => value == 0);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_CostsAsFarApartAsCanBe_AreNumbers(int turn) =>
        Warp.Apply([-1e150, -1, 0, 1e-300, 2, 1e150], turn).ShouldAllBe(value => double.IsFinite(value));

    [Fact]
    public void Of_OneOutlier_DoesNotFlattenTheOthersByRank()
    {
        var warped = HalfRankWarp.Apply([0, 1, 2, 3, 1e9]);
        warped[..3].ShouldBe([0, 1, 2]);
        warped[4].ShouldBeLessThan(5);
    }
}
