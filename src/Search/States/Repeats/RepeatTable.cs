using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Noise;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Repeats;

/// <summary>
/// The repeats of a search, and which of them begin next: a race of the assignments, in which those that are worse than
/// the leading one are left behind. Others are repeated one trial after the other, the best mean first, so that bad
/// ones have few repeats.
/// </summary>
/// <param name="Most">The most trials of an assignment in the race; 1 if only users ask for repeats.</param>
/// <param name="Goal">Which objectives are better.</param>
public sealed record RepeatTable(int Most, Goal Goal)
{
    // The share of what the race may use while assignments are still proposed. By bench/search, group 'repeats'.
    private const double WhileProposing = 0.5;

    private ImmutableArray<int>? _whileProposing;
    private ImmutableArray<int>? _atTheEnd;
    private ImmutableArray<RepeatedResult>? _ranking;
    private int? _begun;
    private int? _wanted;

    // What was computed does not hold for the copy.
    private RepeatTable(RepeatTable original) =>
        (Most, Goal, Groups) = (original.Most, original.Goal, original.Groups);

    /// <summary>
    /// The assignments with a completed trial that are repeated, by the number of their first trial. In a search that
    /// repeats all, those are all that completed.
    /// </summary>
    public ImmutableSortedDictionary<int, RepeatGroup> Groups { get; init; } =
        ImmutableSortedDictionary<int, RepeatGroup>.Empty;

    /// <summary>The number of repeats that have begun.</summary>
    [JsonIgnore]
    public int Begun => _begun ??= Groups.Values.Sum(group => group.Repeats.Count);

    /// <summary>The number of repeats that users asked for and that have not begun.</summary>
    [JsonIgnore]
    public int Wanted => _wanted ??= Groups.Values.Sum(MissingOf);

    /// <summary>
    /// The first trial of an assignment of which a user asked for more repeats, or null if there is none.
    /// </summary>
    [JsonIgnore]
    public int? NextWanted =>
        Wanted == 0 ? null : Groups.First(pair => MissingOf(pair.Value) > 0).Key;

    /// <summary>
    /// Returns the first trials of the assignments of which a repeat may begin now because of the race, the next one
    /// first.
    /// </summary>
    /// <param name="isProposing">Whether new assignments are still to come.</param>
    public ImmutableArray<int> Racing(bool isProposing) => isProposing
        ? _whileProposing ??= Race(isProposing)
        : _atTheEnd ??= Race(isProposing);

    /// <summary>
    /// Returns the number of the first trial of a repeat's assignment, or null if the trial is no repeat.
    /// </summary>
    public int? FirstOf(int trial) =>
        Groups.FirstOrDefault(pair => pair.Value.Repeats.BinarySearch(trial) >= 0) is { Value: not null } found
            ? found.Key
            : null;

    /// <summary>
    /// Returns the number of the trial to name as the best: the best one of the assignment with the best mean.
    /// </summary>
    /// <param name="best">The best of all single trials; it may belong to an assignment that is not repeated.</param>
    public int Leader(BestTrial best)
    {
        _ranking ??= NoisyRanking.Sort([.. Groups.Select(pair => pair.Value.Summarise(pair.Key))], Goal);
        var ranked = _ranking.Value;
        if (!Groups.Values.Any(group => group.Results.Exists(result => result.Trial == best.Trial))
            && !Groups.ContainsKey(best.Trial))
            ranked = NoisyRanking.Sort(
                [.. ranked, RepeatedResult.Of(best.Trial, [best.Objective], [best.Violation ?? 0])], Goal);
        var first = ranked[0].Trial;
        return Groups.TryGetValue(first, out var leader) ? leader.BestTrial(first, Goal) : first;
    }

    /// <summary>Returns the table after a group has changed.</summary>
    internal RepeatTable With(int first, Func<RepeatGroup, RepeatGroup> change) =>
        this with { Groups = Groups.SetItem(first, change(Groups[first])) };

    // All repeats together cost at most half of what repeating each assignment to the end costs, or, of very few
    // repeats, a quarter of them. The leading assignment gets all of its own in any case.
    private ImmutableArray<int> Race(bool isProposing)
    {
        if (Most < 2 || Groups.IsEmpty) return [];
        var allowed = Math.Max(Most / 2.0 - 1, (Most - 1) / 4.0) * Groups.Count * (isProposing ? WhileProposing : 1);
        var room = (int)Math.Floor(allowed) - Begun;
        if (isProposing && room <= 0) return [];
        var results = Groups.Select(pair => pair.Value.Summarise(pair.Key)).ToArray();
        var noise = PooledNoise.Of(results);
        Array.Sort(results, (a, b) => a.CompareTo(b, Goal));
        var leader = results[0];
        ImmutableArray<int> racing =
        [
            .. results.Where(result => MayRepeat(Groups[result.Trial])
                    && (result == leader || !PooledNoise.IsWorse(result, leader, noise)))
                .Select(result => result.Trial),
        ];
        if (room > 0) return [.. racing.Take(room)];
        return racing is [var first, ..] && first == leader.Trial ? [first] : [];
    }

    // The result of a repeat decides whether there is another one. An assignment that does not always train to its end
    // has lost the race.
    private bool MayRepeat(RepeatGroup group) => group is { Open: 0, Lost: 0 } && group.Begun < Most;

    private static int MissingOf(RepeatGroup group) => Math.Max(0, group.Wanted - group.Begun);
}
