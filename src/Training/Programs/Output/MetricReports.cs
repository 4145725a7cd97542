using Experiments.Contracts.Metrics;
using Experiments.Contracts.Ports.Execution;

namespace Experiments.Training.Programs.Output;

/// <summary>
/// Reports what lines say, each at a step. A line that names no step belongs to the current one, until it repeats a metric
/// that this step has: it then begins the next.
/// </summary>
/// <param name="host">Takes the reports.</param>
/// <param name="step">The last step of the checkpoint that the program goes on from; 0: it begins at the start.</param>
internal sealed class MetricReports(ITrialHost host, long step)
{
    /// <summary>The most metrics that a trial may have by name; what a program prints by mistake ends there.</summary>
    public const int MostNames = 1_000;

    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _ofStep = [];
    private bool _named;

    /// <summary>The step that was reported last.</summary>
    public long Step { get; private set; } = step;

    /// <summary>Steps that were reported.</summary>
    public long Steps { get; private set; }

    /// <summary>Metrics that were not reported, there being <see cref="MostNames"/> others.</summary>
    public long Refused { get; private set; }

    /// <summary>Reports what a line says, if it is anything. Waits while the database is behind.</summary>
    public async ValueTask<TrialSignal> TakeAsync(string line)
    {
        if (MetricLine.Read(line) is not { } read) return TrialSignal.Continue;
        Move(read);
        var points = new List<MetricPoint>();
        foreach (var (name, value) in read.Metrics)
        {
            if (!_names.Contains(name) && _names.Count == MostNames)
            {
                Refused++;
                continue;
            }

            _names.Add(name);
            if (_ofStep.Count == 0) Steps++;
            _ofStep.Add(name);
            points.Add(new MetricPoint(name, Step, value));
        }

        return points.Count == 0 ? TrialSignal.Continue : await host.ReportAsync([.. points], CancellationToken.None);
    }

    private void Move(MetricLine line)
    {
        var next = line.Step ?? (_ofStep.Count == 0 && !_named ? Step + 1
            : line.Metrics.Any(metric => _ofStep.Contains(metric.Key)) ? Step + 1
            : Step);
        _named = line.Step is not null || (_named && next == Step);
        if (next == Step) return;
        Step = next;
        _ofStep.Clear();
    }
}
