using Experiments.Storage.Queries;

namespace Experiments.Client.Output;

/// <summary>The columns of a listing of groups of trials.</summary>
internal static class GroupColumns
{
    /// <summary>Creates the listing.</summary>
    /// <param name="names">The names by which the trials are grouped.</param>
    /// <param name="format">Tables have a column for each name; JSON and CSV have one for all.</param>
    public static Listing<TrialGroup> Create(IReadOnlyList<string> names, ListingFormat format)
    {
        IEnumerable<Column<TrialGroup>> keys = format == ListingFormat.Table
            ? names.Select((name, at) => new Column<TrialGroup>(name, group => group.Keys[at])
            {
                Title = name,
                Shown = group => group.Keys[at] is { } key ? ShortText.Format(key) : "–",
                Wraps = true,
            })
            : [new("group", group => new Fields(
                [.. names.Zip(group.Keys, (name, key) => KeyValuePair.Create(name, (object?)key))]))];
        return new(
        [
            .. keys,
            new("trials", group => group.Trials) { Right = true },
            new("n", group => group.Count) { Right = true },
            new("mean", group => group.Mean) { Right = true },
            new("deviation", group => group.Deviation) { Right = true },
            new("best", group => group.Best) { Right = true },
            new("best_trial", group => group.BestTrial) { Right = true },
        ]);
    }
}
