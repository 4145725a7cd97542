namespace Experiments.Search.Fronts;

/// <summary>
/// Chooses vectors of a front that together dominate much: one after the other, each as the one that adds most, which
/// reaches at least 1 - 1/e of the greatest hypervolume. Source: Guerreiro, Fonseca and Paquete, <i>Greedy hypervolume
/// subset selection in low dimensions</i>, Evolutionary Computation 24 (2016).
/// </summary>
internal static class HypervolumeSubset
{
    /// <summary>
    /// Returns the indices of all vectors: the chosen ones in the order in which they were chosen, then the others.
    /// </summary>
    /// <param name="front">The vectors.</param>
    /// <param name="count">How many to choose.</param>
    /// <param name="reference">A point that all vectors dominate.</param>
    public static int[] Order(double[][] front, int count, double[] reference)
    {
        var left = Enumerable.Range(0, front.Length).ToList();
        var chosen = new List<int>();
        // What a vector adds only shrinks while others are chosen, so an old value is a bound.
        var bounds = Enumerable.Repeat(double.PositiveInfinity, front.Length).ToArray();
        var volume = 0.0;
        while (left.Count > 0 && chosen.Count < count)
        {
            var (best, most) = (-1, double.NegativeInfinity);
            foreach (var candidate in left)
            {
                if (bounds[candidate] <= most) continue;
                bounds[candidate] = Hypervolume.Of(
                    [.. chosen.Select(index => front[index]), front[candidate]], reference) - volume;
                if (bounds[candidate] > most) (best, most) = (candidate, bounds[candidate]);
            }
            volume += most;
            chosen.Add(best);
            left.Remove(best);
        }
        return [.. chosen, .. left];
    }
}
