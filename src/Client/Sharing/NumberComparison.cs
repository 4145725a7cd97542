using System.Globalization;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Queries;

namespace Experiments.Client.Sharing;

/// <summary>Compares the numbers of a repeated trial with those of the first, to the last bit.</summary>
/// <param name="Numbers">The count of the first trial's numbers, without measurements of time.</param>
/// <param name="Metrics">The count of their metrics.</param>
/// <param name="Differences">
/// The numbers that differ in the second trial, or are missing from it; by step, then by metric.
/// </param>
/// <param name="More">
/// The count of numbers that only the second trial has, because it continued where the first was ended.
/// </param>
internal sealed record NumberComparison(
    int Numbers, int Metrics, IReadOnlyList<(CurvePoint First, CurvePoint? Second)> Differences, int More)
{
    public static NumberComparison Compare(IEnumerable<CurvePoint> first, IEnumerable<CurvePoint> second)
    {
        var expected = first.Where(IsDeterministic).ToList();
        var found = second.Where(IsDeterministic).ToDictionary(point => (point.Metric, point.Step));
        var differences =
            from point in expected
            let other = found.GetValueOrDefault((point.Metric, point.Step))
            where other is null
                || BitConverter.DoubleToInt64Bits(other.Value) != BitConverter.DoubleToInt64Bits(point.Value)
            orderby point.Step, point.Metric
            select (point, other);
        var known = expected.Select(point => (point.Metric, point.Step)).ToHashSet();
        return new(
            expected.Count, expected.Select(point => point.Metric).Distinct().Count(), [.. differences],
            found.Keys.Count(key => !known.Contains(key)));
    }

    /// <summary>The result in a sentence.</summary>
    public string Verdict
    {
        get
        {
            if (Differences is not [var (was, now), ..])
                return $"match: all {Numbers} numbers of {Metrics} metrics are the same to the last bit"
                    + (More > 0 ? $"; the repeat reported {More} more, where the first was ended early" : "");
            var second = now is null ? "is missing" : $"is {Text(now.Value)}";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"differ: {was.Metric} at step {was.Step} was {Text(was.Value)} and {second} ({Differences.Count} of "
                + $"{Numbers} numbers differ, this is the first)");
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static bool IsDeterministic(CurvePoint point) => !MetricNames.IsWallClock(point.Metric);
}
