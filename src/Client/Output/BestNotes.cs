using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>Notes on how far to trust a best trial.</summary>
internal static class BestNotes
{
    /// <summary>Returns the notes as sentences, or none if no other trial has the same parameters.</summary>
    /// <param name="sweeps">The queries to the database.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="trial">The number of its best trial.</param>
    /// <param name="repeats">The repeats of each trial's parameters, by the trial's number.</param>
    /// <param name="cancel">Cancels the query.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(
        SweepQueries sweeps, SweepDetail sweep, int trial, IReadOnlyDictionary<int, TrialRepeats> repeats,
        CancellationToken cancel)
    {
        var own = repeats.GetValueOrDefault(trial);
        if (RepeatColumns.Sentence(own) is not { } sentence) return [];
        var better = RepeatColumns.Better(own, await sweeps.FindBestRepeatsAsync(sweep, cancel));
        return [$"trial {trial} is the luckiest of {sentence}", .. better is null ? Array.Empty<string>() : [better]];
    }
}
