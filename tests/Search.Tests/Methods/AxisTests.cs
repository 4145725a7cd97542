using CsCheck;
using Experiments.Search.Methods;
using Experiments.Search.Spaces;
using Experiments.Search.Specs;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Methods;

public class AxisTests
{
    [Fact]
    public void CellAt_AnyRoundedDistribution_HasOneValueWithinAndOthersBeyond() =>
        Gen.Select(SpaceGen.AnyNumeric, Gen.Double[0.001, 0.999]).ForAll((distribution, place) =>
        {
            var axis = new Axis(Make.Parameter("x", distribution), AlgorithmVersions.Newest);
            if (axis.CellAt(place) is not { } cell) return;
            var value = axis.At(place);
            place.ShouldBeInRange(cell.Low - 1e-9, cell.High + 1e-9);
            axis.At(cell.Low + 1e-8).ShouldBe(value);
            axis.At(cell.High - 1e-8).ShouldBe(value);
            foreach (var neighbour in axis.NeighboursOf(axis.PointOf(value))) axis.At(neighbour).ShouldNotBe(value);
        });

    /// <summary>The double 1/3 is slightly less than a third, so it belongs to the value below the edge.</summary>
    [Fact]
    public void CellAt_PlaceThatIsRoundedToAnEdge_IsThatOfTheValueThere()
    {
        var axis = new Axis(Make.Parameter("n", new Distribution.IntUniform(4, 6)), AlgorithmVersions.Newest);
        var third = 1 / 3.0;
        axis.At(third).ShouldBe(Make.Value(4));
        axis.CellAt(third).ShouldBe((0, third));
        axis.CellAt(Math.BitIncrement(third)).ShouldBe((third, 2 / 3.0));
        axis.NeighboursOf(third).Select(axis.At).ShouldBe([Make.Value(5)]);
    }

    /// <summary>In doubles, 49 times 1/49 is less than 1, and tenths near a thousand million are inexact.</summary>
    [Fact]
    public void CellAt_LastValue_HasNoneAbove()
    {
        var whole = new Axis(Make.Parameter("n", new Distribution.IntUniform(1, 49)), AlgorithmVersions.Newest);
        whole.CellAt(0.999)!.Value.High.ShouldBe(1);
        whole.CellAt(0.001)!.Value.Low.ShouldBe(0);
        var far = new Axis(Make.Parameter("x", new Distribution.Uniform(1e9, 1e9 + 1, 0.1)), AlgorithmVersions.Newest);
        foreach (var tenth in Enumerable.Range(0, 11))
        {
            var place = far.PointOf(Make.Value(1e9 + tenth / 10.0));
            far.CellAt(place)!.Value.Low.ShouldBe(tenth == 0 ? 0 : place - 0.05, 1e-6);
            far.CellAt(place)!.Value.High.ShouldBe(tenth == 10 ? 1 : place + 0.05, 1e-6);
            far.NeighboursOf(place).Count().ShouldBe(tenth is 0 or 10 ? 1 : 2);
        }
    }

    [Fact]
    public void CellAt_AnyRoundedDistributionAtAnEdge_HoldsThePlaceAndItsValue() =>
        Gen.Select(SpaceGen.AnyNumeric, Gen.Int[1, 60], Gen.Int[-1, 1]).ForAll((distribution, parts, side) =>
        {
            var axis = new Axis(Make.Parameter("x", distribution), AlgorithmVersions.Newest);
            for (var part = 1; part < parts; part++)
            {
                var edge = (double)part / parts;
                var place = side < 0 ? Math.BitDecrement(edge) : side > 0 ? Math.BitIncrement(edge) : edge;
                if (axis.CellAt(place) is not { } cell) continue;
                place.ShouldBeInRange(cell.Low, cell.High);
                axis.At((cell.Low + cell.High) / 2).ShouldBe(axis.At(place));
            }
        });

    [Fact]
    public void NeighboursOf_Category_AreAllOthersThatCanBe() =>
        new Axis(
            Make.Parameter(
                "c", new Distribution.Categorical([Make.Value("a"), Make.Value("b"), Make.Value("c")], [0.5, 0.5, 0])),
                AlgorithmVersions.Newest)
            .NeighboursOf(0).ShouldBe([1]);
}
