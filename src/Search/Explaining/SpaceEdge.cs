using Experiments.Search.States.Trials;

namespace Experiments.Search.Explaining;

/// <summary>A bound of the space that the best values lie against.</summary>
/// <param name="AtHigh">Whether it is the upper bound.</param>
/// <param name="Near">How many of the best trials lie in the outer quarter of the range.</param>
/// <param name="Of">The number of the best trials that were looked at.</param>
internal sealed record SpaceEdge(bool AtHigh, int Near, int Of)
{
    private const double Outer = 0.25;
    private const double Against = 0.08;
    private const double MostOfSpace = 0.75;

    // The effect at the bound must differ from that further inside by more than this many standard errors.
    private const double Errors = 2;

    /// <summary>
    /// Returns the bound, or null: the expected score must fall up to the bound, clearly more than its error, and at
    /// least two in five of the best trials must be near it.
    /// </summary>
    /// <param name="model">The expected scores.</param>
    /// <param name="axis">A parameter that matters.</param>
    /// <param name="region">Where it is good.</param>
    /// <param name="bestFirst">The trials that completed, best first.</param>
    public static SpaceEdge? Find(
        EffectModel model, ParameterAxis axis, GoodRegion region, IReadOnlyList<RecordedTrial> bestFirst)
    {
        if (!axis.IsOrdered || !HasBounds(axis)) return null;
        var (lowest, highest) = axis.IsChoice
            ? (axis.PlaceOf(0), axis.PlaceOf(axis.Choices.Length - 1))
            : (0.0, 1.0);
        var atHigh = region.Best >= highest - Against;
        if (!atHigh && region.Best > lowest + Against) return null;
        if (region.High - region.Low > MostOfSpace) return null;
        var edge = atHigh ? highest : lowest;
        var inner = atHigh ? Math.Max(0, edge - Outer) : Math.Min(1, edge + Outer);
        if (axis.IsChoice)
            inner = axis.PlaceOf(Math.Clamp((int)(inner * axis.Choices.Length), 0, axis.Choices.Length - 1));
        if (inner == edge) inner = axis.PlaceOf(atHigh ? axis.Choices.Length - 2 : 1);
        var (difference, error) = model.Compare(axis, inner, edge);
        if (difference < Errors * error) return null;
        var places = bestFirst.Select(trial => axis.PlaceIn(trial.Assignment)).OfType<double>()
            .Take(Math.Clamp(bestFirst.Count / 10, 5, 20)).ToList();
        var near = places.Count(place => Math.Abs(place - edge) <= Outer);
        return 5 * near >= 2 * places.Count && near > 1 ? new(atHigh != axis.IsDescending, near, places.Count) : null;
    }

    private static bool HasBounds(ParameterAxis axis) => axis.IsChoice || axis.Parameter.Distribution
        is Spaces.Distribution.IntUniform or Spaces.Distribution.Uniform
        or Spaces.Distribution.LogUniform or Spaces.Distribution.InvLogUniform;
}
