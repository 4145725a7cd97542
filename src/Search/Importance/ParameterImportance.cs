using System.Collections.Immutable;

namespace Experiments.Search.Importance;

/// <summary>
/// How much each parameter contributes to a trial being among the best: PED-ANOVA (Watanabe, Bansal and Hutter,
/// <i>PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces</i>, IJCAI 2023). A parameter
/// matters to the extent that its values are distributed differently among the best trials than among all: the Pearson
/// divergence of the two densities.
/// </summary>
/// <remarks>
/// There are two departures from the paper. Numbers are replaced by their rank among the trials, so the scale on which
/// a parameter was searched has no effect. And because few trials differ from many by chance alone, the divergence
/// expected of the same number of trials drawn at random is subtracted; its expectation is exact for drawing without
/// replacement.
/// </remarks>
public static class ParameterImportance
{
    /// <summary>The smallest number of trials that importance is computed from.</summary>
    public const int FewestTrials = 16;

    /// <summary>
    /// The number of the best trials that importance is worth computing from: more would take seconds, and the shares
    /// would no longer change.
    /// </summary>
    public const int MostTrials = 5_000;

    // A tenth as in the paper, but at least eight, which is half of the fewest trials.
    private const double BestShare = 0.1;
    private const int FewestBest = 8;

    /// <summary>
    /// Returns the share of each parameter that varied, the largest first; ties are in the order of the trials'
    /// parameters. Shares sum to 1, or are all 0 if no parameter shows more than chance. Empty if there are fewer than
    /// <see cref="FewestTrials"/> trials.
    /// </summary>
    /// <param name="bestFirst">Assignments of trials that completed, best first.</param>
    public static ImmutableArray<(string Parameter, double Share)> Compute(ImmutableArray<Assignment> bestFirst)
    {
        if (bestFirst.Length < FewestTrials) return [];
        var best = Math.Max(FewestBest, (int)Math.Ceiling(BestShare * bestFirst.Length));
        var gains = bestFirst.SelectMany(assignment => assignment.Select(pair => pair.Key)).Distinct()
            .Select(name => (Name: name, Features: ValueFeatures.Extract(name, bestFirst)))
            .Where(parameter => parameter.Features.Length > 1)
            .Select(parameter => (parameter.Name, Gain: parameter.Features.Sum(feature => Gain(feature, best))))
            .Select(parameter => (parameter.Name, Gain: Math.Max(0, parameter.Gain)))
            .ToList();
        var total = gains.Sum(parameter => parameter.Gain);
        return
        [
            .. gains.Select(parameter => (parameter.Name, total > 0 ? parameter.Gain / total : 0))
                .OrderByDescending(parameter => parameter.Item2),
        ];
    }

    /// <summary>
    /// Returns what one point of the densities adds to the divergence, minus what chance would add: the mean of a
    /// sample of n of N without replacement has the variance σ² (N − n) / (n (N − 1)).
    /// </summary>
    private static double Gain(ValueFeature feature, int best)
    {
        var all = feature.Densities;
        var mean = all.Average();
        var ratio = all.Take(best).Average() / mean - 1;
        var variance = all.Average(density => (density - mean) * (density - mean));
        var chance = variance / (mean * mean) * (all.Length - best) / (best * (all.Length - 1.0));
        return feature.Weight * (ratio * ratio - chance);
    }
}
