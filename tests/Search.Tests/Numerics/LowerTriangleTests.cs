using CsCheck;
using Experiments.Search.Numerics;
using Experiments.Testing.Properties;

namespace Experiments.Search.Tests.Numerics;

public class LowerTriangleTests
{
    private static readonly Gen<double[][]> Positive = Gen.Int[1, 20].SelectMany(
        n => Gen.Double[-1, 1].Array[n].Array[n]).Select(rows =>
            rows.Select((
                a, i) => rows[..(i + 1)].Select((b, j) => a.Zip(b, (x, y) => x * y).Sum() + (i == j ? 0.1 : 0))
                    .ToArray()).ToArray());

    [Fact]
    public void Cholesky_PositiveDefinite_IsItsRoot() => Positive.ForAll(matrix =>
    {
        var factor = LowerTriangle.Cholesky(matrix)!;
        for (var i = 0; i < matrix.Length; i++)
            for (var j = 0; j <= i; j++)
                Enumerable.Range(0, j + 1).Sum(k => factor[i][k] * factor[j][k]).ShouldBe(matrix[i][j], 1e-12);
    });

    [Fact]
    public void Cholesky_NotPositiveDefinite_IsNull() => LowerTriangle.Cholesky([[1], [2, 1]]).ShouldBeNull();

    [Fact]
    public void TransposeTimesSelf_OfTheInverse_IsTheInverseOfTheMatrix() => Positive.ForAll(matrix =>
    {
        var inverse = LowerTriangle.TransposeTimesSelf(LowerTriangle.Inverse(LowerTriangle.Cholesky(matrix)!));
        for (var i = 0; i < matrix.Length; i++)
            for (var j = 0; j < matrix.Length; j++)
                Enumerable.Range(0, matrix.Length).Sum(k => At(matrix, i, k) * At(inverse, k, j))
                    .ShouldBe(i == j ? 1 : 0, 1e-9);

        static double At(double[][] triangle, int i, int j) => i >= j ? triangle[i][j] : triangle[j][i];
    });

    [Fact]
    public void Times_AndTransposeTimes_AreProducts()
    {
        double[][] triangle = [[2], [3, 5]];
        LowerTriangle.Times(triangle, [1, 10]).ShouldBe([2, 53]);
        LowerTriangle.TransposeTimes(triangle, [1, 10]).ShouldBe([32, 50]);
    }
}
