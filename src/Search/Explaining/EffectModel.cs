using Experiments.Search.Numerics;

namespace Experiments.Search.Explaining;

/// <summary>
/// The expected score as a sum of one function for each parameter that matters, by least squares. Differences between
/// two values of a parameter come with their standard error.
/// </summary>
internal sealed class EffectModel
{
    // Keeps columns that nearly depend on each other from breaking the solution.
    private const double Ridge = 1e-6;

    private readonly List<(ParameterAxis Axis, int First, int Count)> _parts = [];
    private readonly double[] _factors;
    private readonly double[][] _inverse;
    private readonly double _variance;

    public EffectModel(Scores scores, IEnumerable<ParameterAxis> axes, bool learns)
    {
        var columns = OrthonormalColumns.Base(scores.Count, learns).Columns.ToList();
        foreach (var axis in axes)
        {
            var own = axis.Columns(scores.Assignments);
            _parts.Add((axis, columns.Count, own.Length));
            columns.AddRange(own);
        }
        var products = columns.Select(a => columns.Select(b => FixedOrderVectors.Dot(a, b)).ToArray()).ToArray();
        for (var at = 0; at < products.Length; at++) products[at][at] += Ridge * Math.Max(1, products[at][at]);
        _inverse = LowerTriangle.Inverse(LowerTriangle.Cholesky(products)
            ?? throw new InvalidOperationException("The columns of the parameters depend on each other."));
        _factors = LowerTriangle.TransposeTimes(
            _inverse, LowerTriangle.Times(_inverse, [.. columns.Select(a => FixedOrderVectors.Dot(a, scores.Values))]));
        var rest = (double[])scores.Values.Clone();
        for (var at = 0; at < columns.Count; at++) FixedOrderVectors.AddScaled(rest, -_factors[at], columns[at]);
        _variance = rest.Sum(value => value * value) / Math.Max(1, scores.Count - columns.Count);
    }

    /// <summary>
    /// Returns by how much the score is expected to be larger, that is worse, at a place of a parameter than at
    /// another, and the standard error of that.
    /// </summary>
    public (double Difference, double Error) Compare(ParameterAxis axis, double place, double than)
    {
        var (_, first, count) = _parts.Find(part => part.Axis == axis);
        var difference = new double[_factors.Length];
        var (a, b) = (axis.Functions(place, count), axis.Functions(than, count));
        for (var at = 0; at < count; at++) difference[first + at] = a[at] - b[at];
        var scaled = LowerTriangle.Times(_inverse, difference);
        return (FixedOrderVectors.Dot(difference, _factors),
            Math.Sqrt(_variance * FixedOrderVectors.Dot(scaled, scaled)));
    }
}
