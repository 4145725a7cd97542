using System.Collections.Immutable;
using Experiments.Search.Spaces;

namespace Experiments.Search.Importance;

/// <summary>
/// How much each parameter had to do with a trial being among the best: PED-ANOVA (Watanabe, Bansal and Hutter,
/// <i>PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary Subspaces</i>, IJCAI 2023). A parameter
/// matters as far as its values are spread differently among the best trials than among all: the Pearson divergence of the
/// two densities.
/// </summary>
/// <remarks>
/// Two departures. Numbers are taken by their rank among the trials, so that the scale on which a parameter was searched
/// plays no part. And as few trials differ from many by chance alone, the divergence that as many trials drawn at random
/// would show is taken off; its expectation is exact, for drawing without replacement.
/// </remarks>
public static class ParameterImportance
{
    /// <summary>Fewer trials tell nothing.</summary>
    public const int FewestTrials = 16;

    // The paper's tenth; of so few trials that a tenth says nothing, half.
    private const double BestShare = 0.1;
    private const int FewestBest = 8;

    /// <summary>
    /// The share of each parameter that varied, the largest first; equal ones in the order of the trials' parameters. They sum
    /// to 1, or are all 0 where no parameter shows more than chance. Empty where there are fewer than
    /// <see cref="FewestTrials"/> trials.
    /// </summary>
    /// <param name="trials">Assignments and finite objectives of trials that completed.</param>
    /// <param name="goal">Which objectives are better.</param>
    public static ImmutableArray<(string Parameter, double Share)> Compute(
        IReadOnlyList<(Assignment Assignment, double Objective)> trials, Goal goal)
    {
        if (trials.Count < FewestTrials) return [];
        var ranked = goal == Goal.Minimize
            ? trials.OrderBy(trial => trial.Objective)
            : trials.OrderByDescending(trial => trial.Objective);
        ImmutableArray<Assignment> bestFirst = [.. ranked.Select(trial => trial.Assignment)];
        var best = Math.Max(FewestBest, (int)Math.Ceiling(BestShare * trials.Count));
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
    /// What one point of the densities adds to the divergence, less what chance would: the mean of a sample of n of N without
    /// replacement has the variance σ² (N − n) / (n (N − 1)).
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
