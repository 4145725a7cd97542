namespace Experiments.Search.Specs;

/// <summary>A limit that trials are to keep: a metric is at least Min and at most Max; null is no limit.</summary>
/// <param name="Metric">The name of the metric.</param>
/// <param name="Min">The least value, finite, included.</param>
/// <param name="Max">The greatest value, finite, included.</param>
public sealed record OutcomeConstraint(string Metric, double? Min = null, double? Max = null)
{
    // The sum of many of them is still finite.
    private const double Largest = 1e150;

    /// <summary>
    /// Returns by how much a finite value is outside, as a share of the limit that it breaks (of 1 if that is 0); 0 if
    /// it is inside.
    /// </summary>
    public double ViolationOf(double value) => Math.Max(
        Max is { } most ? Share(value - most, most) : 0, Min is { } least ? Share(least - value, least) : 0);

    private static double Share(double excess, double limit) =>
        excess > 0 ? Math.Min(Largest, excess / (limit == 0 ? 1 : Math.Abs(limit))) : 0;
}
