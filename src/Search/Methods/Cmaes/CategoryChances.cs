using Experiments.Search.States.Trials;

namespace Experiments.Search.Methods.Cmaes;

/// <summary>
/// The probability of each category of a parameter, which follows the better trials and keeps every possible category
/// within reach. Sources: Ollivier, Arnold, Auger and Hansen, <i>Information-geometric optimization algorithms</i>,
/// JMLR 18 (2017), section 4.1; the margin: Hamano and others, <i>CatCMA: stochastic optimization for mixed-category
/// problems</i>, GECCO 2024.
/// </summary>
internal sealed class CategoryChances(Axis axis)
{
    private const double Rate = 0.25;
    private const double Least = 0.02;

    private double[] _chances = [.. axis.Chances];

    /// <summary>The axis of the parameter.</summary>
    public Axis Axis => axis;

    /// <summary>
    /// Returns the category at a position in [0, 1), of which each category takes a part as wide as its probability.
    /// </summary>
    public ParameterValue At(double place)
    {
        var last = 0;
        for (var category = 0; category < _chances.Length; category++)
        {
            if (_chances[category] == 0) continue;
            last = category;
            if ((place -= _chances[category]) < 0) break;
        }
        return axis.CategoryAt(last);
    }

    /// <summary>Follows the better half of the trials, best first, as far as they have the parameter.</summary>
    public void Learn(IReadOnlyCollection<Observation> ranked)
    {
        var weights = new Weights(ranked.Count, 1).All;
        var (next, left) = ((double[])_chances.Clone(), 0.0);
        foreach (var (place, trial) in ranked.Index())
        {
            if (weights[place] <= 0 || !trial.Assignment.TryGet(axis.Name, out var value)) continue;
            next[(int)axis.PointOf(value)] += Rate * weights[place];
            left += Rate * weights[place];
        }
        for (var category = 0; category < next.Length; category++) next[category] -= left * _chances[category];
        // Each possible category keeps a minimum share.
        var possible = axis.Chances.Count(chance => chance > 0);
        var least = Least / possible;
        _chances = [.. next.Zip(axis.Chances, (chance, before) => before > 0 ? least + (1 - Least) * chance : 0)];
    }

    /// <summary>Resets all probabilities to those before anything was known.</summary>
    public void Forget() => _chances = [.. axis.Chances];
}
