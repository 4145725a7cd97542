using System.Collections.Immutable;

namespace Experiments.Training.Programs.Output;

/// <summary>The report in a line of a program's standard output.</summary>
/// <param name="Axis">The name and value, ≥ 0, of the line's position on the x axis, or null if it names none.</param>
/// <param name="Metrics">The line's metrics, with unique names. May be empty if the line only names a step.</param>
/// <param name="Refused">The values that are not accepted.</param>
internal sealed record MetricLine(
    KeyValuePair<string, double>? Axis, ImmutableArray<KeyValuePair<string, double>> Metrics,
    IReadOnlyList<Refusal> Refused)
{
    private const int LongestShown = 60;

    private static readonly string[] Axes = ["step", "epoch"];

    /// <summary>Whether a name denotes the position of a line on the x axis.</summary>
    public static bool IsAxis(string name) => name is "step" or "epoch";

    /// <summary>Reads the report in a line.</summary>
    /// <returns>The report, or null if the line is only a line of the log.</returns>
    public static MetricLine? Read(string line)
    {
        var text = PlainText.Strip(line);
        var read = new Readings();
        if (!NamedValues.Read(text, read) && read.IsEmpty && text.AsSpan().TrimEnd().EndsWith('}'))
            read.Refuse(
                "", Excerpt.Short(text, LongestShown), "it is neither JSON nor a dict of Python's", isNear: true);
        if (read.IsEmpty) return null;
        var axis = AxisOf(read.Values);
        return new(axis, [.. read.Values.Where(value => value.Key != axis?.Key)], read.Refused);
    }

    /// <summary>
    /// Returns the position on the x axis: <c>step</c>, or <c>epoch</c> if there is no step. An integer of either takes
    /// precedence over a fraction. Other values of these names are ordinary metrics.
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
