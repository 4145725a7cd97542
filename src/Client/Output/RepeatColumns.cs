using System.Collections.Immutable;
using System.Globalization;
using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>
/// What the trials with the same parameters as one say of it: the best of several that differ by their seeds is the luckiest of them,
/// and its own value promises more than its parameters keep.
/// </summary>
internal static class RepeatColumns
{
    /// <summary>How many there are, their mean and their standard deviation; in a table only where one trial has any.</summary>
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

    /// <summary>In a sentence, what a trial is one of; null: no other trial has its parameters.</summary>
    public static string? Sentence(TrialRepeats? repeats) => repeats is { Count: > 1 }
        ? $"{repeats.Count} trials with the same parameters but other seeds: mean {Spread(repeats)}"
        : null;

    /// <summary>That other parameters are better on average, where they are; null: they are not, or nothing is known.</summary>
    public static string? Better(TrialRepeats? repeats, TrialRepeats? best) =>
        best is not null && repeats is { Count: > 1 } && best.Trial != repeats.Trial
            ? $"on average those of trial {best.Trial} are better: {Sentence(best)}"
            : null;

    private static string Spread(TrialRepeats repeats) => string.Create(
        CultureInfo.InvariantCulture, $"{repeats.Mean:G4} ± {repeats.Deviation:G2}");
}
