using System.Globalization;
using System.Text.Json;

namespace Experiments.Training.Programs.Output;

/// <summary>Writes reports that do not come from a program's output as lines, as a program would print them.</summary>
internal static class ReportLine
{
    /// <summary>Returns lines that report values in their order, those of the same step together.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<(string Name, long Step, double Value)> values)
    {
        var lines = new List<string>();
        var (at, line) = (0L, new Dictionary<string, double>());
        foreach (var (name, step, value) in values)
        {
            // It would be read as the step itself.
            if (name == "step") continue;
            if (line.Count > 0 && (step != at || line.ContainsKey(name))) Flush();
            at = step;
            line[name] = value;
        }

        if (line.Count > 0) Flush();
        return lines;

        void Flush()
        {
            var fields = line.Select(pair => $"{JsonSerializer.Serialize(pair.Key)}: {Text(pair.Value)}");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{{\"step\": {at}, {string.Join(", ", fields)}}}"));
            line.Clear();
        }
    }

    private static string Text(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "Infinity" : "-Infinity")
        : value.ToString("R", CultureInfo.InvariantCulture);
}
