namespace Experiments.Search.Fronts;

/// <summary>An order of vectors of scores, best first: by front, and then as a rule for each front says.</summary>
public static class FrontOrder
{
    /// <summary>
    /// Returns the indices of all vectors, those of the first front first; within a front those in the least crowded
    /// places come first, and then the lower indices.
    /// </summary>
    public static int[] ByCrowding(IReadOnlyList<double[]> scores) => Order(scores, (front, _) => LeastCrowded(front));

    /// <summary>
    /// Returns the indices of all vectors, those of the first front first. The first <paramref name="count"/> are
    /// chosen one after the other, each as the one of its front that adds most to the hypervolume; the others are in
    /// the order of <see cref="ByCrowding"/>.
    /// </summary>
    public static int[] ByHypervolume(IReadOnlyList<double[]> scores, int count)
    {
        var scaled = UnitScale.Of(scores);
        return Order(scaled, (front, place) => place < count
            ? HypervolumeSubset.Order(front, count - place, UnitScale.Reference(front[0].Length))
            : LeastCrowded(front));
    }

    private static int[] Order(IReadOnlyList<double[]> scores, Func<double[][], int, int[]> within)
    {
        var order = new List<int>(scores.Count);
        foreach (var front in NonDominatedSort.Fronts(scores))
        {
            var places = within([.. front.Select(index => scores[index])], order.Count);
            order.AddRange(places.Select(place => front[place]));
        }
        return [.. order];
    }

    private static int[] LeastCrowded(double[][] front)
    {
        var distances = CrowdingDistance.Of(front);
        return [.. Enumerable.Range(0, front.Length).OrderByDescending(place => distances[place])];
    }
}
