namespace Experiments.Search.Numerics;

/// <summary>
/// The search for a local minimum of a smooth function within a box: L-BFGS (Nocedal, <i>Updating quasi-Newton matrices
/// with limited storage</i>, Mathematics of Computation 35, 1980) on the coordinates that no bound holds, each step
/// projected onto the box (Bertsekas, <i>Projected Newton methods for optimization problems with simple
/// constraints</i>, SIAM J. Control Optim. 20, 1982).
/// </summary>
internal static class BoxMinimizer
{
    private const int Memory = 8;
    private const int MostHalvings = 20;
    private const double SufficientDecrease = 1e-4;

    /// <summary>Returns the function's value at a point and writes the gradient there.</summary>
    public delegate double Function(double[] at, double[] gradient);

    /// <summary>
    /// Returns where the search ends, and the value there. It ends after <paramref name="mostValues"/> evaluations,
    /// when a step gains no more than <paramref name="tolerance"/> allows, or when no step decreases the value enough.
    /// </summary>
    /// <param name="function">
    /// The function to minimise. Steps that lead to a value that is not finite are halved.
    /// </param>
    /// <param name="start">The starting point, within the box.</param>
    /// <param name="low">The lower bound of each coordinate.</param>
    /// <param name="high">The upper bound of each coordinate.</param>
    /// <param name="longestStep">The farthest that a coordinate may move in a step along the gradient.</param>
    /// <param name="mostValues">The maximum number of evaluations of the function, ≥ 1.</param>
    /// <param name="tolerance">The gain, as a share of 1 + |value|, at or below which the search ends.</param>
    public static (double[] At, double Value) Minimize(
        Function function, double[] start, double[] low, double[] high, double longestStep, int mostValues,
        double tolerance)
    {
        var (at, gradient) = ((double[])start.Clone(), new double[start.Length]);
        var value = function(at, gradient);
        var pairs = new List<(double[] Step, double[] Change, double Product)>();
        for (var values = 1; values < mostValues;)
        {
            var direction = Direction(at, gradient, low, high, pairs, longestStep);
            if (FixedOrderVectors.Dot(direction, gradient) >= 0)
            {
                if (pairs.Count == 0) break;
                pairs.Clear();
                continue;
            }
            var (next, nextGradient) = (new double[at.Length], new double[at.Length]);
            var found = double.NaN;
            var length = 1.0;
            for (var halving = 0; halving < MostHalvings && values < mostValues; halving++, length /= 2)
            {
                var slope = 0.0;
                for (var i = 0; i < at.Length; i++)
                {
                    next[i] = Math.Clamp(at[i] + length * direction[i], low[i], high[i]);
                    slope += gradient[i] * (next[i] - at[i]);
                }
                values++;
                found = function(next, nextGradient);
                if (found <= value + SufficientDecrease * slope) break;
                found = double.NaN;
            }
            if (double.IsNaN(found)) break;
            Remember(pairs, at, gradient, next, nextGradient);
            var gain = value - found;
            (at, gradient, value) = (next, nextGradient, found);
            if (gain <= tolerance * (1 + Math.Abs(value))) break;
        }
        return (at, value);
    }

    private static double[] Direction(
        double[] at, double[] gradient, double[] low, double[] high,
        List<(double[] Step, double[] Change, double Product)> pairs, double longestStep)
    {
        var direction = new double[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            var held = (at[i] <= low[i] && gradient[i] > 0) || (at[i] >= high[i] && gradient[i] < 0);
            direction[i] = held ? 0 : -gradient[i];
        }
        if (pairs.Count == 0)
        {
            var largest = direction.Max(Math.Abs);
            if (largest > longestStep)
                for (var i = 0; i < at.Length; i++) direction[i] *= longestStep / largest;
            return direction;
        }
        var held0 = direction.Select(d => d == 0).ToArray();
        var weights = new double[pairs.Count];
        for (var k = pairs.Count - 1; k >= 0; k--)
        {
            weights[k] = FixedOrderVectors.Dot(pairs[k].Step, direction) / pairs[k].Product;
            FixedOrderVectors.AddScaled(direction, -weights[k], pairs[k].Change);
        }
        var last = pairs[^1];
        var scale = last.Product / FixedOrderVectors.Dot(last.Change, last.Change);
        for (var i = 0; i < at.Length; i++) direction[i] *= scale;
        for (var k = 0; k < pairs.Count; k++)
            FixedOrderVectors.AddScaled(
                direction, weights[k] - FixedOrderVectors.Dot(pairs[k].Change, direction) / pairs[k].Product,
                pairs[k].Step);
        for (var i = 0; i < at.Length; i++)
            if (held0[i]) direction[i] = 0;
        return direction;
    }

    private static void Remember(
        List<(double[] Step, double[] Change, double Product)> pairs,
        double[] at, double[] gradient, double[] next, double[] nextGradient)
    {
        var step = new double[at.Length];
        var change = new double[at.Length];
        for (var i = 0; i < at.Length; i++) (step[i], change[i]) = (next[i] - at[i], nextGradient[i] - gradient[i]);
        var product = FixedOrderVectors.Dot(step, change);
        if (product <= 1e-10 * FixedOrderVectors.Dot(change, change)) return;
        if (pairs.Count == Memory) pairs.RemoveAt(0);
        pairs.Add((step, change, product));
    }
}
