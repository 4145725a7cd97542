using Experiments.Search.Specs;

namespace Experiments.Search.Stopping;

/// <summary>
/// The bands at which W&amp;B's <c>hyperband</c> compares runs, in values that they logged: MaxIter divided by Eta
/// once, twice, and so on, Brackets times, as long as the result is at least 1; or MinIter multiplied by Eta up to 99
/// times. Each band is rounded down, but the next one is computed from the unrounded value. Source: W&amp;B's
/// open-source package <c>sweeps</c>.
/// </summary>
internal static class HyperbandBands
{
    private const int MostUpwards = 100;

    /// <summary>Returns the bands, ascending and distinct; there may be none.</summary>
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

    // W&B has no budget together with MinIter; here, bands end below it.
    private static IEnumerable<int> Upwards(EarlyTermination.Hyperband rule)
    {
        var band = (double)rule.MinIter;
        for (var count = 0; count < MostUpwards && band < rule.MaxIter; count++, band *= rule.Eta)
            yield return (int)band;
    }
}
