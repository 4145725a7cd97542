namespace Experiments.Search.Fronts;

/// <summary>
/// The volume of the points that a set of vectors dominates, up to a reference point: a measure of a whole front that
/// grows with each vector that nothing dominates. Exact. Sources: for three scores Fonseca, Paquete and López-Ibáñez,
/// <i>An improved dimension-sweep algorithm for the hypervolume indicator</i>, CEC 2006; for more While, Bradstreet and
/// Barone, <i>A fast way of calculating exact hypervolumes</i>, IEEE Transactions on Evolutionary Computation 16
/// (2012).
/// </summary>
public static class Hypervolume
{
    /// <summary>Returns the volume.</summary>
    /// <param name="points">Vectors of scores, smaller is better; those that do not dominate the reference add nothing.
    /// </param>
    /// <param name="reference">The reference point, finite.</param>
    public static double Of(IReadOnlyList<double[]> points, double[] reference)
    {
        var inside = points.Where(point => point.Zip(reference).All(pair => pair.First < pair.Second)).ToArray();
        return inside.Length == 0 ? 0 : reference.Length switch
        {
            1 => reference[0] - inside.Min(point => point[0]),
            2 => Area(inside, reference),
            3 => Volume(inside, reference),
            _ => Exclusive(inside, reference),
        };
    }

    // From the left, each point that is lower than all before it adds a rectangle.
    private static double Area(double[][] points, double[] reference)
    {
        Array.Sort(points, Domination.CompareInTurn);
        var (area, lowest) = (0.0, reference[1]);
        foreach (var point in points)
        {
            if (point[1] >= lowest) continue;
            area += (reference[0] - point[0]) * (lowest - point[1]);
            lowest = point[1];
        }
        return area;
    }

    // From the least third score upwards, the area of the points so far, multiplied by the height up to the next one.
    private static double Volume(double[][] points, double[] reference)
    {
        Array.Sort(points, (a, b) => a[2].CompareTo(b[2]));
        // The points so far that nothing dominates in the first two scores: the first ascends, the second descends.
        var front = new List<double[]>();
        var (volume, area) = (0.0, 0.0);
        for (var i = 0; i < points.Length; i++)
        {
            area += Insert(front, points[i], reference);
            volume += area * ((i + 1 < points.Length ? points[i + 1][2] : reference[2]) - points[i][2]);
        }
        return volume;
    }

    // Returns the area that the point adds.
    private static double Insert(List<double[]> front, double[] point, double[] reference)
    {
        var at = front.FindIndex(other => other[0] > point[0]) is >= 0 and var found ? found : front.Count;
        var ceiling = at > 0 ? front[at - 1][1] : reference[1];
        if (ceiling <= point[1]) return 0;
        // The other points are steps of the region that is still free, from left to right.
        var (added, left) = (0.0, point[0]);
        if (at > 0 && front[at - 1][0] == point[0]) front.RemoveAt(--at);
        while (at < front.Count && front[at][1] >= point[1])
        {
            added += (front[at][0] - left) * (ceiling - point[1]);
            (left, ceiling) = (front[at][0], front[at][1]);
            front.RemoveAt(at);
        }
        added += ((at < front.Count ? front[at][0] : reference[0]) - left) * (ceiling - point[1]);
        front.Insert(at, point);
        return added;
    }

    // The sum over all points of what each dominates and no later one does.
    private static double Exclusive(double[][] points, double[] reference)
    {
        // With the worst last scores first, the later points cut off much, and little is left to compute.
        Array.Sort(points, (a, b) => b[^1].CompareTo(a[^1]));
        var volume = 0.0;
        for (var i = 0; i < points.Length; i++)
        {
            var box = 1.0;
            for (var score = 0; score < reference.Length; score++) box *= reference[score] - points[i][score];
            var limited = points.Skip(i + 1).Select(other => Worse(points[i], other)).ToArray();
            volume += box - Of(Undominated(limited), reference);
        }
        return volume;
    }

    private static double[] Worse(double[] a, double[] b)
    {
        var worse = new double[a.Length];
        for (var score = 0; score < a.Length; score++) worse[score] = Math.Max(a[score], b[score]);
        return worse;
    }

    private static double[][] Undominated(double[][] points) =>
        points.Length < 2 ? points : [.. NonDominatedSort.Fronts(points)[0].Select(index => points[index])
            .DistinctBy(point => new VectorKey(point))];

    private readonly record struct VectorKey(double[] Values)
    {
        public bool Equals(VectorKey other) => Values.AsSpan().SequenceEqual(other.Values);

        public override int GetHashCode() => Values.Aggregate(17, HashCode.Combine);
    }
}
