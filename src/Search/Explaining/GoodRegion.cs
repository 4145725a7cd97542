using System.Collections.Immutable;

namespace Experiments.Search.Explaining;

/// <summary>The places of a parameter that are not clearly worse than its best one.</summary>
/// <param name="Best">The place that is expected to be best.</param>
/// <param name="Low">The lowest good place; of categories without an order it has no meaning.</param>
/// <param name="High">The highest good place.</param>
/// <param name="Choices">The good values if it is a choice.</param>
internal sealed record GoodRegion(double Best, double Low, double High, ImmutableArray<ParameterValue> Choices)
{
    private const int Steps = 100;

    // Less of the whole effect of a parameter makes no practical difference.
    private const double Tolerance = 0.2;

    private const double Deviations = 2;

    // So near a bound, the region is taken to reach it: polynomials bend at their ends.
    private const double NearBound = 0.05;

    // A region that is most of the space says little.
    private const double MostOfSpace = 0.7;

    /// <summary>Returns whether it leaves out enough of the space to be worth saying.</summary>
    public bool Says(ParameterAxis axis) => axis.IsChoice
        ? Choices.Length < axis.Choices.Length
        : High - Low <= MostOfSpace;

    /// <summary>Finds the region, among the values that trials had.</summary>
    public static GoodRegion Find(EffectModel model, ParameterAxis axis, IReadOnlyList<Assignment> trials)
    {
        var seen = trials.Select(axis.PlaceIn).OfType<double>().ToList();
        double[] places = axis.IsChoice
            ? [.. axis.Choices.Select((_, at) => axis.PlaceOf(at)).Where(place => seen.Contains(place))]
            : [.. Enumerable.Range(0, Steps + 1)
                .Select(step => seen.Min() + (seen.Max() - seen.Min()) * step / Steps)];
        var effects = places.Select(place => model.Compare(axis, place, places[0]).Difference).ToArray();
        var best = Array.IndexOf(effects, effects.Min());
        var tolerance = Tolerance * (effects.Max() - effects.Min());
        var good = places.Select(place =>
        {
            var (difference, error) = model.Compare(axis, place, places[best]);
            return difference <= Math.Max(tolerance, Deviations * error);
        }).ToArray();
        if (!axis.IsOrdered)
            return new(places[best], 0, 1, [.. places.Where((_, at) => good[at]).Select(axis.At)]);
        var (low, high) = (best, best);
        while (low > 0 && good[low - 1]) low--;
        while (high < places.Length - 1 && good[high + 1]) high++;
        return new(
            places[best], places[low] < NearBound ? 0 : places[low], places[high] > 1 - NearBound ? 1 : places[high],
            axis.IsChoice ? [.. places[low..(high + 1)].Select(axis.At)] : []);
    }
}
