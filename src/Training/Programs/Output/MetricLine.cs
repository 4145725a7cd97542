using System.Collections.Immutable;

namespace Experiments.Training.Programs.Output;

/// <summary>What a line of a program's standard output reports.</summary>
/// <param name="Step">The step that it names, or null.</param>
/// <param name="Metrics">Its metrics, each name once; may be none where it only names a step.</param>
internal sealed record MetricLine(long? Step, ImmutableArray<KeyValuePair<string, double>> Metrics)
{
    private const int LongestName = 200;

    /// <summary>What the line reports; null: it is a line of the log and nothing else.</summary>
    public static MetricLine? Read(string line)
    {
        var text = line.AsSpan().Trim();
        var values = text.StartsWith('{') && text.EndsWith('}') ? JsonMetrics.Read(text.ToString()) : NamedValues.Read(line);
        return values is null ? null : Of(values);
    }

    /// <summary>
    /// <c>step</c> says where on the x axis the others are; without it, <c>epoch</c> does. A step is a whole number ≥ 0;
    /// anything else under these names is a metric like any other.
    /// </summary>
    private static MetricLine? Of(IReadOnlyDictionary<string, double> values)
    {
        var axis = new[] { "step", "epoch" }.FirstOrDefault(name => values.TryGetValue(name, out var at) && IsStep(at));
        ImmutableArray<KeyValuePair<string, double>> metrics =
            [.. values.Where(value => value.Key != axis && IsName(value.Key))];
        if (axis is null && metrics.IsEmpty) return null;
        return new(axis is null ? null : (long)values[axis], metrics);
    }

    private static bool IsStep(double value) => double.IsInteger(value) && value is >= 0 and < 1L << 53;

    private static bool IsName(string name) =>
        name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);
}
