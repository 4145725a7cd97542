namespace Experiments.Search.Fronts;

/// <summary>
/// The comparison of vectors of scores, of which smaller ones are better. Scores may be infinite, but not NaN.
/// </summary>
public static class Domination
{
    /// <summary>Whether the scores are nowhere worse than the others, and better at least once.</summary>
    public static bool Dominates(this double[] scores, double[] others)
    {
        var isBetter = false;
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] > others[i]) return false;
            isBetter |= scores[i] < others[i];
        }
        return isBetter;
    }

    /// <summary>Compares by the first score that differs.</summary>
    internal static int CompareInTurn(double[] a, double[] b)
    {
        for (var i = 0; i < a.Length; i++)
            if (a[i].CompareTo(b[i]) is not 0 and var order) return order;
        return 0;
    }
}
