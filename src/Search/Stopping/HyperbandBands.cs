using Experiments.Search.Specs;

namespace Experiments.Search.Stopping;

/// <summary>
/// Where W&amp;B's <c>hyperband</c> compares runs, in values that they logged: at MaxIter divided by Eta once, twice, and so on,
/// Brackets times, as long as 1 or more is left; or at MinIter multiplied by Eta up to 99 times. Bands are rounded down, but not
/// what the next one is made of. Source: W&amp;B's open-source package <c>sweeps</c>.
/// </summary>
internal static class HyperbandBands
{
    private const int MostUpwards = 100;

    /// <summary>The bands, ascending, each once; there may be none.</summary>
    public static IEnumerable<int> Compute(EarlyTermination.Hyperband rule) =>
        (rule.Brackets > 0 ? Downwards(rule).Reverse() : Upwards(rule)).Distinct();

    private static IEnumerable<int> Downwards(EarlyTermination.Hyperband rule)
    {
        var band = (double)rule.MaxIter;
        for (var count = 0; count < rule.Brackets; count++)
        {
            band /= rule.Eta;
            if (band < 1) yield break;
            yield return (int)band;
        }
    }

    // A budget beside MinIter is not W&B's: bands end below it.
    private static IEnumerable<int> Upwards(EarlyTermination.Hyperband rule)
    {
        var band = (double)rule.MinIter;
        for (var count = 0; count < MostUpwards && band < rule.MaxIter; count++, band *= rule.Eta) yield return (int)band;
    }
}
