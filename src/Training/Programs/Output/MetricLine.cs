using System.Collections.Immutable;

namespace Experiments.Training.Programs.Output;

/// <summary>What a line of a program's standard output reports.</summary>
/// <param name="Axis">What says where on the x axis the line is: a number ≥ 0, and its name; or null.</param>
/// <param name="Metrics">Its metrics, each name once; may be empty where it only names a step.</param>
/// <param name="Refused">What is not taken of it.</param>
internal sealed record MetricLine(
    KeyValuePair<string, double>? Axis, ImmutableArray<KeyValuePair<string, double>> Metrics, IReadOnlyList<Refusal> Refused)
{
    private const int LongestShown = 60;

    private static readonly string[] Axes = ["step", "epoch"];

    /// <summary>Whether a name says where on the x axis a line is.</summary>
    public static bool IsAxis(string name) => name is "step" or "epoch";

    /// <summary>What the line reports; null: it is a line of the log and nothing else.</summary>
    public static MetricLine? Read(string line)
    {
        var text = PlainText.Strip(line);
        var read = new Readings();
        if (!NamedValues.Read(text, read) && read.IsEmpty && text.AsSpan().TrimEnd().EndsWith('}'))
            read.Refuse("", Excerpt.Short(text, LongestShown), "it is neither JSON nor a dict of Python's", isNear: true);
        if (read.IsEmpty) return null;
        var axis = AxisOf(read.Values);
        return new(axis, [.. read.Values.Where(value => value.Key != axis?.Key)], read.Refused);
    }

    /// <summary>
    /// <c>step</c> says where on the x axis the others are; without it, <c>epoch</c> does; a whole number of either goes before
    /// a fraction. Anything else under these names is a metric like any other.
    /// </summary>
    private static KeyValuePair<string, double>? AxisOf(IReadOnlyDictionary<string, double> values)
    {
        KeyValuePair<string, double>? fraction = null;
        foreach (var name in Axes)
        {
            if (!values.TryGetValue(name, out var at) || !(at is >= 0 and < 1L << 53)) continue;
            if (double.IsInteger(at)) return new(name, at);
            fraction ??= new(name, at);
        }

        return fraction;
    }
}
