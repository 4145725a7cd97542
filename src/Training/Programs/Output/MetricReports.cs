using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Programs.Output;

/// <summary>Reports what lines say, each at its step.</summary>
/// <param name="host">Takes the reports.</param>
/// <param name="axis">Gives each its step.</param>
/// <param name="objective">Told of what comes; null: the sweep has no objective.</param>
/// <param name="kept">Metrics that something is decided by: they are taken however many there are.</param>
/// <param name="notices">Told of what is not taken.</param>
internal sealed class MetricReports(
    ITrialHost host, StepAxis axis, ObjectiveWatch? objective, IReadOnlyCollection<string> kept, Notices notices)
{
    /// <summary>The most metrics that a trial may have by name; what a program prints by mistake ends there.</summary>
    public const int MostNames = 1_000;

    private readonly HashSet<string> _names = [];

    /// <summary>The step that a checkpoint belongs to that is saved now: the highest that was reported.</summary>
    public long Step => axis.Highest;

    /// <summary>What an attempt that goes on from here must know of its steps.</summary>
    public string State => axis.State;

    /// <summary>Steps that were reported.</summary>
    public long Steps { get; private set; }

    /// <summary>Metrics that were not reported, there being <see cref="MostNames"/> others.</summary>
    public long Refused { get; private set; }

    /// <summary>Reports what a line says, if it is anything. Waits while the database is behind.</summary>
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
                notices.Tell("names", $"there are more than {MostNames} metrics by name: '{name}' and others are only here");
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
        notices.Tell($"value{of}", $"'{refusal.Text}'{of} is not taken: {refusal.Why}");
    }
}
