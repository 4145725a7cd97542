using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Client.Sources;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>trials SWEEP --group-by KEYS</c>: what trials with the same values achieve.</summary>
internal static class TrialGroups
{
    private const int MostKeys = 5;

    /// <summary>Writes the groups.</summary>
    /// <param name="shell">Where to write.</param>
    /// <param name="sweeps">Where they are read.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="keys">The names, separated by commas.</param>
    /// <param name="trials">Which trials, and how many groups at most.</param>
    /// <param name="format">The format.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <exception cref="WrongUsageException">Trials cannot be grouped by these names.</exception>
    public static async Task WriteAsync(
        Shell shell, ISweeps sweeps, SweepDetail sweep, string keys, TrialQuestion trials, ListingFormat format,
        CancellationToken cancel)
    {
        string[] names = [.. keys.Split(',', StringSplitOptions.TrimEntries).Distinct()];
        if (names.Length > MostKeys)
            throw new WrongUsageException(
                $"{TrialQuestion.GroupOption}: {names.Length} names are too many; give at most {MostKeys}");
        // One more shows whether these are all.
        var groups = await sweeps.ListGroupsAsync(
            sweep, names, trials with { Limit = Math.Min(trials.Limit, int.MaxValue - 1) + 1 }, cancel);
        GroupColumns.Create(names, format).Write(
            shell, format, [.. groups.Take(trials.Limit)], $"Sweep '{sweep.Summary.Name}' has no such trials.");
        if (groups.Count > trials.Limit)
            shell.Error.WriteLine(
                "There are more groups than these, which have the best means. Group by values that repeat, or list "
                + $"more than {trials.Limit:#,0} with --limit.");
    }
}
