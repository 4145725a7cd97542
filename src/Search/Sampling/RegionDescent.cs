using Experiments.Search.Spaces;

namespace Experiments.Search.Sampling;

/// <summary>
/// The search for a point that the sums of a space allow: the squared excesses fall along one position after the other,
/// which finds it if there is one and values are real, since the squares are convex in the values.
/// </summary>
/// <param name="space">The space.</param>
/// <param name="at">Returns the assignment at a point.</param>
internal sealed class RegionDescent(SearchSpace space, Func<double[], Assignment> at)
{
    private const int Starts = 5;
    private const int Rounds = 200;
    private const int Places = 16;
    private const int Zooms = 12;

    /// <summary>Returns an allowed point, or the one nearest to that which was found.</summary>
    public double[] From(IEnumerable<double[]> points)
    {
        var best = Array.Empty<double>();
        foreach (var start in points.OrderBy(Excess).Take(Starts))
        {
            var found = Descend(start);
            if (best.Length == 0 || Excess(found) < Excess(best)) best = found;
            if (Excess(best) == 0) break;
        }
        return best;
    }

    private double[] Descend(double[] start)
    {
        var point = (double[])start.Clone();
        var excess = Excess(point);
        for (var round = 0; round < Rounds && excess > 0; round++)
        {
            var before = excess;
            for (var index = 0; index < point.Length && excess > 0; index++) excess = Along(point, index, excess);
            if (excess >= before * (1 - 1e-9)) break;
        }
        return point;
    }

    // A grid that is refined around its best place: it needs no slope, and tries the categories as well.
    private double Along(double[] point, int index, double excess)
    {
        var (best, low, high) = (point[index], 0.0, 1.0);
        for (var zoom = 0; zoom < Zooms; zoom++)
        {
            for (var place = 0; place <= Places; place++)
            {
                point[index] = Math.Min(low + (high - low) * place / Places, Math.BitDecrement(1));
                var found = Excess(point);
                if (found < excess) (best, excess) = (point[index], found);
            }
            var width = (high - low) / Places;
            (low, high) = (Math.Max(0, best - width), Math.Min(1, best + width));
        }
        point[index] = best;
        return excess;
    }

    private double Excess(double[] point)
    {
        var assignment = at(point);
        return (space.Sums ?? []).Select(sum => sum.ExcessOf(assignment)).Sum(excess => excess * excess);
    }
}
