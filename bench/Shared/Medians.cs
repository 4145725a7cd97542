namespace Experiments.Bench.Shared;

/// <summary>The middle of a series of measurements.</summary>
internal static class Medians
{
    /// <summary>Returns the median: of an even number of values the upper of the middle two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] ordered = [.. values.Order()];
        return ordered[ordered.Length / 2];
    }
}
