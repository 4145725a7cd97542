using System.Collections.Immutable;
using Experiments.Client.Connecting;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Storage.Filters;
using Experiments.Storage.Queries;

namespace Experiments.Client.Commands;

/// <summary><c>trials SWEEP --group-by KEYS</c>: what trials with the same values achieve.</summary>
internal static class TrialGroups
{
    /// <summary>The name of the option.</summary>
    public const string Option = "--group-by";

    private const int MostKeys = 5;

    /// <summary>Writes the groups.</summary>
    /// <param name="shell">Where to write.</param>
    /// <param name="database">The database.</param>
    /// <param name="sweep">The sweep.</param>
    /// <param name="keys">The names, separated by commas.</param>
    /// <param name="trials">Which trials, and how many groups at most.</param>
    /// <param name="format">The format.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <exception cref="WrongUsageException">Trials cannot be grouped by these names.</exception>
    public static async Task WriteAsync(
        Shell shell, SweepDatabase database, SweepDetail sweep, string keys, TrialFilter trials, ListingFormat format,
        CancellationToken cancel)
    {
        string[] names = [.. keys.Split(',', StringSplitOptions.TrimEntries).Distinct()];
        if (names.Length > MostKeys)
            throw new WrongUsageException($"{Option}: {names.Length} names are too many; give at most {MostKeys}");
        var by = ImmutableArray.CreateBuilder<TrialField>();
        foreach (var name in names)
            by.Add(await TrialFields.ReadAsync(Option, () => database.Sweeps.GetGroupFieldAsync(sweep, name, cancel)));
        // One more shows whether these are all.
        var grouping = new TrialGrouping
        {
            By = by.ToImmutable(),
            Goal = sweep.Summary.Goal,
            Trials = trials with { Limit = Math.Min(trials.Limit, int.MaxValue - 1) + 1 },
        };
        var groups = await database.Sweeps.ListGroupsAsync(sweep.Summary.Key, grouping, cancel);
        GroupColumns.Create(names, format).Write(
            shell, format, [.. groups.Take(trials.Limit)], $"Sweep '{sweep.Summary.Name}' has no such trials.");
        if (groups.Count > trials.Limit)
            shell.Error.WriteLine(
                "There are more groups than these, which have the best means. Group by values that repeat, or list "
                + $"more than {trials.Limit:#,0} with --limit.");
    }
}
