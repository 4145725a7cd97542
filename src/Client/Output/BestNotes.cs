using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>Notes on how far to trust a best trial.</summary>
internal static class BestNotes
{
    /// <summary>Returns the notes as sentences, or none if no other trial has the same parameters.</summary>
    /// <param name="trial">The number of the best trial.</param>
    /// <param name="repeats">The repeats of each trial's parameters, by the trial's number.</param>
    /// <param name="findBest">Finds the repeats with the best mean of all.</param>
    public static async Task<IReadOnlyList<string>> OfAsync(
        int trial, IReadOnlyDictionary<int, TrialRepeats> repeats, Func<Task<TrialRepeats?>> findBest)
    {
        var own = repeats.GetValueOrDefault(trial);
        if (RepeatColumns.Sentence(own) is not { } sentence) return [];
        var better = RepeatColumns.Better(own, await findBest());
        return [$"trial {trial} is the luckiest of {sentence}", .. better is null ? Array.Empty<string>() : [better]];
    }
}
