namespace Experiments.Search.Fronts;

/// <summary>
/// How far the neighbours of each vector of a front are apart, as a sum of shares of each score's range. Source: Deb,
/// Pratap, Agarwal and Meyarivan, <i>A fast and elitist multiobjective genetic algorithm: NSGA-II</i>, IEEE
/// Transactions on Evolutionary Computation 6 (2002).
/// </summary>
public static class CrowdingDistance
{
    /// <summary>Returns the distance of each vector; infinity for those at the ends of a score's range.</summary>
    public static double[] Of(IReadOnlyList<double[]> front)
    {
        var distances = new double[front.Count];
        for (var score = 0; front.Count > 0 && score < front[0].Length; score++)
        {
            var order = Enumerable.Range(0, front.Count).OrderBy(index => front[index][score]).ToArray();
            var range = front[order[^1]][score] - front[order[0]][score];
            // If a score is infinite, or the same everywhere, it says nothing about distances.
            if (!(range > 0) || !double.IsFinite(range)) continue;
            distances[order[0]] = distances[order[^1]] = double.PositiveInfinity;
            for (var place = 1; place < order.Length - 1; place++)
                distances[order[place]] += (front[order[place + 1]][score] - front[order[place - 1]][score]) / range;
        }
        return distances;
    }
}
