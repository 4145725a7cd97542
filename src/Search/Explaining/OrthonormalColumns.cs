using Experiments.Search.Numerics;

namespace Experiments.Search.Explaining;

/// <summary>Columns that are orthogonal to each other and of length 1, by Gram and Schmidt.</summary>
internal sealed class OrthonormalColumns(int rows)
{
    // What is left of a column that depends on the others is only rounding.
    private const double Least = 1e-6;

    private readonly List<double[]> _columns = [];

    /// <summary>The number of columns.</summary>
    public int Count => _columns.Count;

    /// <summary>The columns.</summary>
    public IReadOnlyList<double[]> Columns => _columns;

    /// <summary>Returns the columns with a constant one and, for trials that learn from others, their order.</summary>
    /// <param name="rows">The number of trials.</param>
    /// <param name="withOrder">Whether later trials differ from earlier ones because they learned.</param>
    public static OrthonormalColumns Base(int rows, bool withOrder)
    {
        var columns = new OrthonormalColumns(rows);
        columns.Add([.. Enumerable.Repeat(1.0, rows)]);
        if (!withOrder) return columns;
        columns.Add([.. Enumerable.Range(0, rows).Select(row => (double)row / rows)]);
        columns.Add([.. Enumerable.Range(0, rows).Select(row => (double)row / rows * row / rows)]);
        return columns;
    }

    /// <summary>Returns a copy.</summary>
    public OrthonormalColumns Copy()
    {
        var copy = new OrthonormalColumns(rows);
        copy._columns.AddRange(_columns);
        return copy;
    }

    /// <summary>Adds what a column has that the others do not have.</summary>
    /// <returns>The column that was added, or null if it depends on the others.</returns>
    public double[]? Add(double[] column)
    {
        var length = Math.Sqrt(FixedOrderVectors.Dot(column, column));
        if (length == 0) return null;
        // Twice, since the first pass leaves rounding errors.
        var rest = Residual(Residual(column));
        var left = Math.Sqrt(FixedOrderVectors.Dot(rest, rest));
        if (left < Least * length) return null;
        for (var row = 0; row < rest.Length; row++) rest[row] /= left;
        _columns.Add(rest);
        return rest;
    }

    /// <summary>Adds columns, and returns those that do not depend on others.</summary>
    public double[][] AddAll(IEnumerable<double[]> columns) => [.. columns.Select(Add).OfType<double[]>()];

    /// <summary>Returns what the columns do not explain of a vector.</summary>
    public double[] Residual(double[] vector)
    {
        var rest = (double[])vector.Clone();
        foreach (var column in _columns)
            FixedOrderVectors.AddScaled(rest, -FixedOrderVectors.Dot(rest, column), column);
        return rest;
    }

    /// <summary>Returns the sum of squares that columns of length 1 explain of a vector.</summary>
    public static double Explained(double[][] columns, double[] vector)
    {
        var sum = 0.0;
        foreach (var column in columns)
        {
            var part = FixedOrderVectors.Dot(column, vector);
            sum += part * part;
        }
        return sum;
    }
}
