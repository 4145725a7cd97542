namespace Experiments.Search.Explaining;

/// <summary>What as many trials again would gain, judged by what the last doublings gained.</summary>
/// <param name="LastGain">How much better the best is than that of half of the trials is expected to be, ≥ 0.</param>
/// <param name="NextGain">What the next doubling is expected to gain.</param>
/// <param name="Spread">The difference between the median completed trial and the best.</param>
internal sealed record MoreTrials(double LastGain, double NextGain, double Spread)
{
    /// <summary>The fewest completed trials that it is judged from.</summary>
    public const int FewestTrials = 16;

    /// <summary>Judges it, or returns null if there are too few trials, or all are equal.</summary>
    /// <param name="objectives">The objectives of the completed trials in their order, the lower the better.</param>
    /// <param name="learns">Whether later trials were chosen by the results of earlier ones.</param>
    public static MoreTrials? Of(IReadOnlyList<double> objectives, bool learns)
    {
        if (objectives.Count < FewestTrials) return null;
        var sorted = objectives.Order().ToList();
        var spread = sorted[sorted.Count / 2] - sorted[0];
        if (!(spread > 0)) return null;
        // If trials do not learn from each other, any half of them could have been the first.
        double BestOf(int count) => learns ? objectives.Take(count).Min() : ExpectedBest(sorted, count);
        var (quarter, half) = (BestOf(sorted.Count / 4), BestOf(sorted.Count / 2));
        var (before, last) = (quarter - half, half - sorted[0]);
        // Gains shrink from doubling to doubling by a factor that is itself uncertain, so it is at most 1.
        var next = before > 0 ? last * Math.Min(1, last / before) : last;
        return new(last, next, spread);
    }

    /// <summary>
    /// Returns the expected best of a random part of so many numbers: the i-th is the best of it if it is in it, and
    /// the better ones are not.
    /// </summary>
    private static double ExpectedBest(List<double> sorted, int count)
    {
        var (expected, chance) = (0.0, (double)count / sorted.Count);
        for (var at = 0; at <= sorted.Count - count; at++)
        {
            expected += chance * sorted[at];
            if (at < sorted.Count - count)
                chance *= (double)(sorted.Count - count - at) / (sorted.Count - at - 1);
        }
        return expected;
    }
}
