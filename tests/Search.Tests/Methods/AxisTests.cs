using CsCheck;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;

namespace Experiments.Search.Tests.Methods;

public class AxisTests
{
    [Fact]
    public void CellAt_AnyRoundedDistribution_HasOneValueWithinAndOthersBeyond() =>
        Gen.Select(SpaceGen.AnyNumeric, Gen.Double[0.001, 0.999]).Sample((distribution, place) =>
        {
            var axis = new Axis(Make.Parameter("x", distribution));
            if (axis.CellAt(place) is not { } cell) return;
            var value = axis.At(place);
            place.ShouldBeInRange(cell.Low - 1e-9, cell.High + 1e-9);
            axis.At(cell.Low + 1e-8).ShouldBe(value);
            axis.At(cell.High - 1e-8).ShouldBe(value);
            foreach (var neighbour in axis.NeighboursOf(axis.PointOf(value))) axis.At(neighbour).ShouldNotBe(value);
        });

    [Fact]
    public void NeighboursOf_Category_AreAllOthersThatCanBe() =>
        new Axis(Make.Parameter("c", new Distribution.Categorical([Make.Value("a"), Make.Value("b"), Make.Value("c")], [0.5, 0.5, 0])))
            .NeighboursOf(0).ShouldBe([1]);
}
