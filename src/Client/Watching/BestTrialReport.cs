using System.Text.RegularExpressions;
using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Metrics;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>The last thing that somebody who watched a sweep reads: its best trial, and how to ask for more.</summary>
internal static partial class BestTrialReport
{
    public static void Write(Shell shell, SweepDetail sweep, TrialSummary best)
    {
        var (name, id) = (sweep.Summary.Name, sweep.Summary.Id);
        List<(string Name, string Value)> lines = [(sweep.Summary.Metric, ShortText.Of(best.Objective))];
        if (best.Metrics.TryGetValue(MetricNames.TestAccuracy, out var accuracy))
            lines.Add((MetricNames.TestAccuracy, ShortText.Of(accuracy)));
        lines.AddRange(best.Assignment.Select(pair => (pair.Key, ShortText.Of(pair.Value))));
        lines.Add(("duration", ShortText.Of(best.Elapsed)));
        var width = lines.Max(line => line.Name.Length);

        shell.Out.WriteLine();
        shell.Out.WriteLine($"best of {name} ({id}): trial {best.Number}");
        foreach (var line in lines) shell.Out.WriteLine($"  {line.Name.PadRight(width)}  {line.Value}");
        var reference = Word().IsMatch(name) ? name : id;
        shell.Out.WriteLine();
        shell.Out.WriteLine($"next: experiments best {reference}, experiments trials {reference}");
    }

    // What a shell takes as one word as it stands.
    [GeneratedRegex(@"^[A-Za-z0-9_.][A-Za-z0-9_.-]*\z")]
    private static partial Regex Word();
}
