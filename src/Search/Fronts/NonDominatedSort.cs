namespace Experiments.Search.Fronts;

/// <summary>
/// Sorts vectors of scores into fronts: the first are those that nothing dominates, the second those that only vectors
/// of the first dominate, and so on. In the order of their first scores, no vector dominates an earlier one, so each is
/// placed once, and its front is found by bisection. Source: Zhang, Tian, Cheng and Jin, <i>An efficient approach to
/// nondominated sorting for evolutionary multiobjective optimization</i>, IEEE Transactions on Evolutionary Computation
/// 19 (2015).
/// </summary>
public static class NonDominatedSort
{
    /// <summary>Returns the indices of the vectors of each front, ascending; equal vectors are in the same.</summary>
    public static IReadOnlyList<int[]> Fronts(IReadOnlyList<double[]> scores)
    {
        var fronts = new List<List<int>>();
        foreach (var index in Enumerable.Range(0, scores.Count)
            .Order(Comparer<int>.Create((a, b) => Domination.CompareInTurn(scores[a], scores[b]))))
        {
            var (low, high) = (0, fronts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (IsDominated(scores, fronts[middle], scores[index])) low = middle + 1;
                else high = middle;
            }
            if (low == fronts.Count) fronts.Add([]);
            fronts[low].Add(index);
        }
        return [.. fronts.Select(front => front.Order().ToArray())];
    }

    // Of two scores, the second falls along a front, so the last member decides.
    private static bool IsDominated(IReadOnlyList<double[]> scores, List<int> front, double[] candidate)
    {
        if (candidate.Length == 2) return scores[front[^1]].Dominates(candidate);
        for (var member = front.Count - 1; member >= 0; member--)
            if (scores[front[member]].Dominates(candidate)) return true;
        return false;
    }
}
