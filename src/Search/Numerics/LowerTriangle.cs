namespace Experiments.Search.Numerics;

/// <summary>
/// Lower triangular matrices as arrays of rows, where row i has i + 1 numbers: the Cholesky factor of a positive
/// definite matrix and operations on it.
/// </summary>
internal static class LowerTriangle
{
    /// <summary>
    /// Returns L with L Lᵀ = A, from the lower triangle of A, or null if A is not positive definite in double
    /// precision.
    /// </summary>
    public static double[][]? Cholesky(double[][] matrix)
    {
        var factor = new double[matrix.Length][];
        for (var i = 0; i < factor.Length; i++)
        {
            var row = factor[i] = new double[i + 1];
            for (var j = 0; j < i; j++)
                row[j] = (matrix[i][j] - FixedOrderVectors.Dot(row.AsSpan(0, j), factor[j].AsSpan(0, j)))
                    / factor[j][j];
            var rest = matrix[i][i] - FixedOrderVectors.Dot(row.AsSpan(0, i), row.AsSpan(0, i));
            if (!(rest > 0)) return null;
            row[i] = Math.Sqrt(rest);
        }
        return factor;
    }

    /// <summary>Returns L⁻¹.</summary>
    public static double[][] Inverse(double[][] factor)
    {
        var inverse = new double[factor.Length][];
        for (var i = 0; i < inverse.Length; i++)
        {
            var row = inverse[i] = new double[i + 1];
            for (var k = 0; k < i; k++) FixedOrderVectors.AddScaled(row, -factor[i][k], inverse[k]);
            row[i] = 1;
            for (var j = 0; j <= i; j++) row[j] /= factor[i][i];
        }
        return inverse;
    }

    /// <summary>Returns the lower triangle of Mᵀ M: with M = L⁻¹, that of A⁻¹.</summary>
    public static double[][] TransposeTimesSelf(double[][] triangle)
    {
        var product = new double[triangle.Length][];
        for (var i = 0; i < product.Length; i++) product[i] = new double[i + 1];
        foreach (var row in triangle)
        {
            for (var i = 0; i < row.Length; i++) FixedOrderVectors.AddScaled(product[i], row[i], row.AsSpan(0, i + 1));
        }
        return product;
    }

    /// <summary>Returns M x.</summary>
    public static double[] Times(double[][] triangle, ReadOnlySpan<double> vector)
    {
        var product = new double[triangle.Length];
        for (var i = 0; i < product.Length; i++) product[i] = FixedOrderVectors.Dot(triangle[i], vector[..(i + 1)]);
        return product;
    }

    /// <summary>Returns Mᵀ x.</summary>
    public static double[] TransposeTimes(double[][] triangle, ReadOnlySpan<double> vector)
    {
        var product = new double[triangle.Length];
        for (var i = 0; i < product.Length; i++) FixedOrderVectors.AddScaled(product, vector[i], triangle[i]);
        return product;
    }
}
