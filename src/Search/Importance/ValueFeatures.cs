using System.Collections.Immutable;

namespace Experiments.Search.Importance;

/// <summary>The points at which the density of one parameter is evaluated.</summary>
internal static class ValueFeatures
{
    private const int GridPoints = 32;

    // More distinct numbers than these are ranked; fewer are treated as categories.
    private const int MostCategories = 10;

    /// <summary>
    /// Returns the points for a parameter: one for each value if there are few values or some are not numbers,
    /// otherwise a grid over the ranks of the numbers; and one for trials without the parameter, if any. A single point
    /// means that the parameter did not vary.
    /// </summary>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="trials">The trials' assignments, best first.</param>
    public static ImmutableArray<ValueFeature> Extract(string parameter, ImmutableArray<Assignment> trials)
    {
        ImmutableArray<ParameterValue?> values =
            [.. trials.Select(trial => trial.TryGet(parameter, out var value) ? value : null)];
        var present = values.OfType<ParameterValue>().Distinct().ToList();
        if (present.Count <= MostCategories || present.Exists(value => value.ToReal() is null))
            return [.. present.Append(null).Select(value => Category(values, value)).OfType<ValueFeature>()];
        var absent = Category(values, null);
        return absent is null ? [.. Grid(values)] : [.. Grid(values), absent];
    }

    private static ValueFeature? Category(ImmutableArray<ParameterValue?> values, ParameterValue? category)
    {
        ImmutableArray<double> indicators = [.. values.Select(value => Equals(value, category) ? 1.0 : 0.0)];
        var share = indicators.Average();
        return share > 0 ? new ValueFeature(share, indicators) : null;
    }

    private static IEnumerable<ValueFeature> Grid(ImmutableArray<ParameterValue?> values)
    {
        var ranks = Ranks([.. values.Select(value => value?.ToReal())]);
        var present = ranks.Count(rank => rank is not null);
        // Scott's rule for a uniform density, which ranks have.
        var width = Math.Sqrt(1.0 / 12) * Math.Pow(present, -0.2);
        var points = Enumerable.Range(0, GridPoints).Select(index => (index + 0.5) / GridPoints)
            .Select(point => ranks.Select(rank => rank is { } at ? Math.Exp(-0.5 * Square((at - point) / width)) : 0))
            .Select(densities => densities.ToImmutableArray())
            .ToList();
        var total = points.Sum(densities => densities.Sum());
        var share = (double)present / values.Length;
        return points.Select(densities => new ValueFeature(share * densities.Sum() / total, densities));
    }

    /// <summary>Returns the mean rank of each number among all of them, from 0 to 1.</summary>
    private static ImmutableArray<double?> Ranks(ImmutableArray<double?> numbers)
    {
        var ranks = new Dictionary<double, double>();
        var below = 0;
        var present = numbers.OfType<double>().ToList();
        foreach (var same in present.GroupBy(number => number).OrderBy(group => group.Key))
        {
            ranks.Add(same.Key, (below + 0.5 * same.Count()) / present.Count);
            below += same.Count();
        }

        return [.. numbers.Select(number => number is { } value ? ranks[value] : (double?)null)];
    }

    private static double Square(double value) => value * value;
}
