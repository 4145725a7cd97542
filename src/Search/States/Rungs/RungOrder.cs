using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Experiments.Search.Fronts;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// The order of the results at a rung if there are several objectives: by violation, then by front, those in the least
/// crowded places first. It depends on all results, so it is computed for a whole set, once.
/// </summary>
internal sealed class RungOrder
{
    private static readonly ConditionalWeakTable<ImmutableSortedSet<RungResult>, RungOrder> Known = [];

    private readonly FrozenDictionary<int, int> _ranks;

    private RungOrder(ImmutableSortedSet<RungResult> results)
    {
        var ranks = new Dictionary<int, int>(results.Count);
        foreach (var violation in results.GroupBy(result => result.Violation))
        {
            // Trials with equal results share a rank, as they do with one objective.
            var equal = violation.GroupBy(result => (result.Score, result.More)).ToArray();
            var order = FrontOrder.ByCrowding([.. equal.Select(group => Scores(group.Key.Score, group.Key.More))]);
            foreach (var index in order)
            {
                var rank = ranks.Count;
                foreach (var result in equal[index]) ranks.Add(result.Trial, rank);
            }
        }
        _ranks = ranks.ToFrozenDictionary();
    }

    /// <summary>Returns the order of the results of a rung.</summary>
    public static RungOrder Of(ImmutableSortedSet<RungResult> results) =>
        Known.GetValue(results, key => new RungOrder(key));

    /// <summary>Returns how many results are better than that of a trial.</summary>
    public int RankOf(RungResult result) => _ranks[result.Trial];

    private static double[] Scores(double first, OutcomeValues? more) =>
        [first, .. more!.Items.Select(score => score ?? double.PositiveInfinity)];
}
