using CsCheck;
using Experiments.Search.Fronts;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Fronts;

/// <summary>Fronts and hypervolumes, compared with what the definitions say on a coarse grid.</summary>
public class FrontsTests
{
    private const int Side = 6;

    // Few different values, so that many are equal.
    private static readonly Gen<double[][]> Vectors =
        from scores in Gen.Int[1, 5]
        from vectors in Gen.Int[0, Side].Select(value => (double)value).Array[scores].Array[0, 12]
        select vectors;

    [Fact]
    public void Fronts_OfAnyVectors_AreThoseThatOnlyEarlierFrontsDominate() => Vectors.ForAll(vectors =>
    {
        var left = Enumerable.Range(0, vectors.Length).ToList();
        foreach (var front in NonDominatedSort.Fronts(vectors))
        {
            front.ShouldBe(left.Where(index => !left.Exists(other => Dominates(vectors[other], vectors[index]))));
            left.RemoveAll(front.Contains);
        }
        left.ShouldBeEmpty();
    }, iter: 2_000);

    [Fact]
    public void Fronts_OfInfiniteScores_CompareThemAsWorst() =>
        NonDominatedSort.Fronts([[1, double.PositiveInfinity], [1, 5], [0, double.PositiveInfinity]])
            .ShouldBe([[1, 2], [0]]);

    [Fact]
    public void Hypervolume_OfAnyVectors_IsThatOfTheCellsThatTheyDominate() => Vectors.ForAll(vectors =>
    {
        var scores = vectors.Length == 0 ? 2 : vectors[0].Length;
        var reference = Enumerable.Repeat((double)(Side - 1), scores).ToArray();
        var cells = Cells(scores)
            .Count(cell => vectors.Any(vector => vector.Zip(cell).All(at => at.First <= at.Second)));
        Hypervolume.Of(vectors, reference).ShouldBe(cells, 1e-9);
    }, iter: 1_000);

    [Fact]
    public void Hypervolume_OfScoresThatAreNotWhole_IsExact() =>
        Hypervolume.Of([[0.25, 0.5, 0.5], [0.5, 0.25, 0.75]], [1, 1, 1])
            .ShouldBe(0.75 * 0.5 * 0.5 + 0.5 * 0.75 * 0.25 - 0.5 * 0.5 * 0.25, 1e-15);

    [Fact]
    public void Distances_OfAFront_AreSharesBetweenNeighbours()
    {
        var distances = CrowdingDistance.Of([[0, 10], [1, 4], [4, 2], [10, 0]]);
        distances[0].ShouldBe(double.PositiveInfinity);
        distances[1].ShouldBe(0.4 + 0.8, 1e-12);
        distances[2].ShouldBe(0.9 + 0.4, 1e-12);
        distances[3].ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void ByCrowding_OfTwoFronts_BeginsWithTheEndsOfTheFirst() =>
        FrontOrder.ByCrowding([[5, 5], [0, 10], [1, 4], [4, 2], [10, 0]]).ShouldBe([1, 4, 3, 2, 0]);

    [Fact]
    public void ByHypervolume_OfAFront_ChoosesEachTimeTheOneThatAddsMost() => Vectors.ForAll(vectors =>
    {
        if (vectors.Length == 0) return;
        const int Count = 4;
        var scaled = UnitScale.Of(vectors);
        var reference = UnitScale.Reference(vectors[0].Length);
        var order = FrontOrder.ByHypervolume(vectors, Count);
        order.Order().ShouldBe(Enumerable.Range(0, vectors.Length));
        var first = NonDominatedSort.Fronts(vectors)[0];
        for (var chosen = 0; chosen < Math.Min(Count, first.Length); chosen++)
        {
            var before = order.Take(chosen).Select(index => scaled[index]).ToArray();
            double With(int index) => Hypervolume.Of([.. before, scaled[index]], reference);
            With(order[chosen]).ShouldBe(first.Except(order.Take(chosen)).Max(With), 1e-9);
        }
    }, iter: 300);

    private static bool Dominates(double[] a, double[] b) =>
        a.Zip(b).All(pair => pair.First <= pair.Second) && a.Zip(b).Any(pair => pair.First < pair.Second);

    // The lower corners of all cells.
    private static IEnumerable<double[]> Cells(int scores) => scores == 0
        ? [[]]
        : Cells(scores - 1).SelectMany(
            cell => Enumerable.Range(0, Side - 1).Select(value => (double[])[.. cell, value]));
}
