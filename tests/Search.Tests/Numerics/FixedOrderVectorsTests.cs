using CsCheck;
using Experiments.Search.Numerics;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Numerics;

public class FixedOrderVectorsTests
{
    private static readonly Gen<(double[] A, double[] B)> Pairs =
        Gen.Int[0, 40].SelectMany(
            length => Gen.Select(Gen.Double[-1e3, 1e3].Array[length], Gen.Double[-1e3, 1e3].Array[length]));

    /// <summary>
    /// Equal to the last bit: on a machine without vectors, the same eight sums are added up in the same order.
    /// </summary>
    [Fact]
    public void Dot_AnyVectors_IsTheSumOfEightSumsInAFixedOrder() => Pairs.ForAll(pair =>
    {
        var whole = pair.A.Length - pair.A.Length % 8;
        var sums = new double[8];
        for (var i = 0; i < whole; i++) sums[i % 8] += pair.A[i] * pair.B[i];
        double Lane(int lane) => sums[lane] + sums[lane + 4];
        var expected = Lane(0) + Lane(1) + (Lane(2) + Lane(3));
        for (var i = whole; i < pair.A.Length; i++) expected += pair.A[i] * pair.B[i];
        FixedOrderVectors.Dot(pair.A, pair.B).ShouldBe(expected);
    });

    [Fact]
    public void AddScaled_AnyVectors_AddsEachNumberOnce() => Pairs.ForAll(pair =>
    {
        var expected = pair.A.Zip(pair.B, (a, b) => a + 0.3 * b).ToArray();
        FixedOrderVectors.AddScaled(pair.A, 0.3, pair.B);
        pair.A.ShouldBe(expected);
    });
}
