namespace Experiments.Search.Explaining;

/// <summary>
/// Which of several candidates explains most of what is left of the scores, and how often chance alone explains as much
/// by any of them: the scores are shuffled, and the largest statistic of all candidates is compared each time (the
/// maxT procedure of Westfall and Young, 1993), so that many candidates do not lead to more false statements. What is
/// shuffled are residuals, after Freedman and Lane (1983).
/// </summary>
internal static class PermutationTest
{
    private const int Many = 1_000;
    private const int Shuffles = 999;
    private const int ShufflesOfMany = 199;

    /// <summary>
    /// Returns the position of the candidate, and the probability of as large a statistic by chance; null if that is
    /// more than <paramref name="level"/>, or there is no candidate.
    /// </summary>
    /// <param name="candidates">
    /// For each candidate its columns, of length 1 and orthogonal to each other and to what is explained already.
    /// </param>
    /// <param name="residual">What is not explained yet.</param>
    /// <param name="freedom">The number of trials less that of the columns that are explained already.</param>
    /// <param name="level">The largest probability.</param>
    public static (int Candidate, double Chance)? Best(
        IReadOnlyList<double[][]> candidates, double[] residual, int freedom, double level)
    {
        var total = residual.Sum(value => value * value);
        if (total == 0 || freedom < 1) return null;
        var (best, largest) = Largest(candidates, residual, total, freedom);
        if (best < 0) return null;
        var chance = new Random(candidates.Count);
        var shuffled = (double[])residual.Clone();
        var shuffles = residual.Length > Many ? ShufflesOfMany : Shuffles;
        var asLarge = 0;
        for (var shuffle = 0; shuffle < shuffles; shuffle++)
        {
            chance.Shuffle(shuffled);
            if (Largest(candidates, shuffled, total, freedom).Statistic >= largest) asLarge++;
            // It cannot be rare any more.
            if (asLarge + 1 > level * (shuffles + 1)) return null;
        }
        return (best, (asLarge + 1.0) / (shuffles + 1));
    }

    private static (int Best, double Statistic) Largest(
        IReadOnlyList<double[][]> candidates, double[] vector, double total, int freedom)
    {
        var (best, largest) = (-1, double.NegativeInfinity);
        for (var candidate = 0; candidate < candidates.Count; candidate++)
        {
            var columns = candidates[candidate];
            if (columns.Length == 0) continue;
            var statistic = Comparable(
                OrthonormalColumns.Explained(columns, vector) / total * freedom, columns.Length);
            if (statistic > largest) (best, largest) = (candidate, statistic);
        }
        return (best, largest);
    }

    // A sum of squares of several columns is made comparable with that of one by the approximation of Wilson and
    // Hilferty (1931) of the χ² distribution by a normal one. Only the power depends on it, not the probability.
    private static double Comparable(double sum, int columns)
    {
        var spread = 2.0 / (9 * columns);
        return (Math.Cbrt(sum / columns) - 1 + spread) / Math.Sqrt(spread);
    }
}
