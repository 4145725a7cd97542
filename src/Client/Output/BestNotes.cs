using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>What there is to know of a best trial before anybody relies on it.</summary>
internal static class BestNotes
{
    /// <summary>Sentences; none where it is one of a kind.</summary>
    /// <param name="sweeps">The database.</param>
    /// <param name="sweep">Which sweep.</param>
    /// <param name="trial">Number of its best trial.</param>
    /// <param name="repeats">Trials with the same parameters, by number of a trial.</param>
    /// <param name="cancel">Ends the query.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(
        SweepQueries sweeps, SweepDetail sweep, int trial, IReadOnlyDictionary<int, TrialRepeats> repeats, CancellationToken cancel)
    {
        var own = repeats.GetValueOrDefault(trial);
        if (RepeatColumns.Sentence(own) is not { } sentence) return [];
        var better = RepeatColumns.Better(own, await sweeps.FindBestRepeatsAsync(sweep, cancel));
        return [$"trial {trial} is the luckiest of {sentence}", .. better is null ? Array.Empty<string>() : [better]];
    }
}
