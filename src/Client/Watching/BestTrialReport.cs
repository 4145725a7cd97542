using Experiments.Client.Output;
using Experiments.Client.Shells;
using Experiments.Contracts.Metrics;
using Experiments.Contracts.Terminals;
using Experiments.Storage.Queries;

namespace Experiments.Client.Watching;

/// <summary>The report after a sweep that was followed: its best trial, and the commands that show more.</summary>
internal static class BestTrialReport
{
    public static void Write(Shell shell, SweepDetail sweep, TrialSummary best, IReadOnlyList<string> notes)
    {
        var (name, id) = (sweep.Summary.Name, sweep.Summary.Id);
        List<(string Name, string Value)> lines = [(sweep.Summary.Metric, ShortText.Format(best.Objective))];
        if (best.Metrics.TryGetValue(MetricNames.TestAccuracy, out var accuracy))
            lines.Add((MetricNames.TestAccuracy, ShortText.Format(accuracy)));
        if (TrialColumns.Violation(best.Violation) is { } violation)
            lines.Add(("violation", $"{violation}: no trial keeps the constraints"));
        lines.AddRange(best.Assignment.Select(pair => (pair.Key, ShortText.Format(pair.Value))));
        lines.Add(("duration", ShortText.Format(best.Elapsed)));
        if (TrialColumns.Diagnosis(sweep.Spec.Workload).Show(best) is { Length: > 0 } diagnosis)
            lines.Add(("diagnosis", diagnosis));
        var width = lines.Max(line => line.Name.Length);

        shell.Out.WriteLine();
        shell.WriteWrapped($"best of {name} ({id}): trial {best.Number}");
        foreach (var line in lines) shell.WriteWrapped($"  {line.Name.PadRight(width)}  {line.Value}");
        foreach (var note in notes) shell.WriteWrapped($"  {note}");
        var reference = ShellText.IsWord(name) ? name : id;
        shell.Out.WriteLine();
        shell.WriteWrapped($"next: {shell.Called} best {reference}, {shell.Called} trials {reference}");
    }
}
