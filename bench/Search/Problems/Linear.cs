namespace Experiments.Bench.Search.Problems;

/// <summary>Rotations.</summary>
internal static class Linear
{
    /// <summary>Returns a random rotation: normal numbers, made orthonormal row by row.</summary>
    public static double[][] Rotation(int size, Random random)
    {
        var rows = new double[size][];
        for (var i = 0; i < size; i++)
        {
            var row = Enumerable.Range(0, size).Select(_ => Normal(random)).ToArray();
            foreach (var before in rows[..i])
            {
                var share = Dot(before, row);
                for (var k = 0; k < size; k++) row[k] -= share * before[k];
            }
            var length = Math.Sqrt(Dot(row, row));
            rows[i] = [.. row.Select(value => value / length)];
        }
        return rows;
    }

    public static double[] Times(double[][] matrix, double[] vector) => [.. matrix.Select(row => Dot(row, vector))];

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
