using System.Collections.Immutable;
using System.Globalization;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>
/// Columns about the trials that share a trial's parameters. The best of several trials that differ only in their seeds
/// is the luckiest of them, so its own value is better than what its parameters achieve on average.
/// </summary>
internal static class RepeatColumns
{
    /// <summary>
    /// Returns columns for the number of repeats, their mean and their standard deviation; tables include them only if
    /// a trial has repeats.
    /// </summary>
    public static ImmutableArray<Column<TrialSummary>> Create(IReadOnlyDictionary<int, TrialRepeats> repeats)
    {
        var some = repeats.Values.Any(all => all.Count > 1);
        return
        [
            new("repeats", trial => repeats.GetValueOrDefault(trial.Number)?.Count) { InTable = some, Right = true },
            new("repeats_mean", trial => repeats.GetValueOrDefault(trial.Number)?.Mean)
            {
                Title = "mean",
                Shown = trial => repeats.GetValueOrDefault(trial.Number) is { Count: > 1 } all ? Spread(all) : "",
                InTable = some,
                Right = true,
            },
            new("repeats_deviation", trial => repeats.GetValueOrDefault(trial.Number)?.Deviation) { InTable = false },
        ];
    }

    /// <summary>
    /// Returns a phrase that describes the repeats that a trial is one of, or null if no other trial has its
    /// parameters.
    /// </summary>
    public static string? Sentence(TrialRepeats? repeats) => repeats is { Count: > 1 }
        ? $"{repeats.Count} trials with the same parameters but other seeds: mean {Spread(repeats)}"
        : null;

    /// <summary>
    /// Returns a column for the probability that the parameters of the best trial are the best, for the first trial.
    /// </summary>
    public static Column<TrialSummary> Chance(RankedRepeats? ranked) => new(
        "probability_of_best", trial => ranked?.Best[0] == trial.Number ? ranked.Chance : null)
    { InTable = false };

    private static string Spread(TrialRepeats repeats) => string.Create(
        CultureInfo.InvariantCulture, $"{repeats.Mean:G4} ± {repeats.Deviation:G2}");
}
