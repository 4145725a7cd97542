using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Programs.Output;

/// <summary>Reports the metrics in lines of output, each at its step.</summary>
/// <param name="host">Receives the reports.</param>
/// <param name="axis">Assigns a step to each report.</param>
/// <param name="objective">
/// Receives what is printed, to watch for the objective, or null if the sweep has no objective.
/// </param>
/// <param name="kept">
/// The metrics on which decisions are based. They are accepted regardless of the number of metrics.
/// </param>
/// <param name="notices">Receives notices about values that are not accepted.</param>
internal sealed class MetricReports(
    ITrialHost host, StepAxis axis, ObjectiveWatch? objective, IReadOnlyCollection<string> kept, Notices notices)
{
    /// <summary>
    /// The maximum number of metrics of a trial, by name. It limits what a program prints by mistake.
    /// </summary>
    public const int MostNames = 1_000;

    private readonly HashSet<string> _names = [];

    /// <summary>The step to which a checkpoint that is saved now belongs: the highest step reported.</summary>
    public long Step => axis.Highest;

    /// <summary>The state of the steps that an attempt needs to resume from here.</summary>
    public string State => axis.State;

    /// <summary>The number of steps that were reported.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// The number of values that were not reported because there were already <see cref="MostNames"/> other metrics.
    /// </summary>
    public long Refused { get; private set; }

    /// <summary>Reports the metrics in a line, if it has any. Waits while the database is behind.</summary>
    public async ValueTask<TrialSignal> TakeAsync(string line)
    {
        if (MetricLine.Read(line) is not { } read)
        {
            objective?.Unread(line, "");
            return TrialSignal.Continue;
        }

        objective?.Read(read);
        if (objective is { HasCome: false }) objective.Unread(line, "");
        foreach (var refusal in read.Refused) Tell(refusal);
        if (read.Axis is null && read.Metrics.IsEmpty) return TrialSignal.Continue;
        axis.Move(read);
        var points = new List<MetricPoint>();
        foreach (var (name, value) in read.Metrics) Take(name, value, points);
        if (read.Axis is var (counted, at) && axis.IsCounted(counted)) Take(counted, at, points);
        return points.Count == 0 ? TrialSignal.Continue : await host.ReportAsync([.. points], CancellationToken.None);
    }

    private void Take(string name, double value, List<MetricPoint> points)
    {
        if (!_names.Contains(name))
        {
            if (_names.Count >= MostNames && !kept.Contains(name))
            {
                Refused++;
                notices.Tell(
                    "names", $"there are more than {MostNames} metrics by name: '{name}' and others are only here");
                return;
            }

            _names.Add(name);
            objective?.Named(name);
        }

        if (axis.IsNew) Steps++;
        axis.Reported(name, value);
        points.Add(new MetricPoint(name, axis.Step, value));
    }

    private void Tell(Refusal refusal)
    {
        if (!refusal.IsNear && !kept.Contains(refusal.Name)) return;
        var of = refusal.Name.Length > 0 ? $" of '{refusal.Name}'" : "";
        notices.Tell($"value{of}", $"'{refusal.Text}'{of} is not accepted: {refusal.Why}");
    }
}
