using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Search.Specs;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Detects in an attempt's reports that its trial has reached a rung: at the first report of the objective that is at
/// or past it. If one report passes several rungs, the highest of them is the one reached.
/// </summary>
/// <param name="rungs">The rungs that the trial has not reached yet, ascending.</param>
/// <param name="objective">Name of the objective.</param>
/// <param name="goal">Whether a lower or a higher objective is better.</param>
/// <param name="clock">The unit that rungs are measured in.</param>
internal sealed class RungWatch(ImmutableArray<int> rungs, string objective, Goal goal, RungClock clock)
{
    private readonly ReportCount _count = new(objective, goal);
    private int _next;

    /// <summary>Whether no rung is left.</summary>
    public bool IsDone => _next == rungs.Length;

    /// <summary>
    /// Whether rungs are counted in reports, so that an attempt that resumes from a checkpoint must know how many there
    /// were.
    /// </summary>
    public bool Counts { get; } = clock is RungClock.Reports;

    /// <summary>The metrics that are read; the last one tells how far a report has come.</summary>
    public ImmutableArray<string> Metrics { get; } =
        clock is RungClock.Metric metric ? [objective, metric.Name] : [objective];

    /// <summary>Handles a report.</summary>
    /// <returns>The rung that it reaches, or null if none.</returns>
    public ReachedRung? See(ImmutableArray<MetricPoint> report)
    {
        if (IsDone) return null;
        if (Counts) return Count(report);
        double? value = null, at = null;
        foreach (var point in report)
        {
            if (point.Metric == objective) value = point.Value;
            if (point.Metric == Metrics[^1]) at = clock is RungClock.Metric ? point.Value : point.Step;
        }

        return value is { } known ? Pass(at, known, null) : null;
    }

    /// <summary>
    /// Continues the count from the reports of earlier attempts, up to the checkpoint that this one resumes from. Only
    /// for rungs that are counted in reports.
    /// </summary>
    /// <returns>The rung that the trial is at there, or null if none.</returns>
    public ReachedRung? Resume(MetricSummary before)
    {
        _count.Resume(before);
        return before.Newest is { } newest ? Pass(_count.Count, newest.Value, _count.Best) : null;
    }

    /// <summary>Counts each point of a report. The first point that reaches a rung gives the objective there.</summary>
    private ReachedRung? Count(ImmutableArray<MetricPoint> report)
    {
        ReachedRung? reached = null;
        foreach (var point in report)
            if (_count.Take(point)) reached ??= Pass(_count.Count, point.Value, _count.Best);
        return reached;
    }

    /// <summary>Passes all rungs up to a position. Returns the rung reached, or null if none.</summary>
    private ReachedRung? Pass(double? at, double objectiveThere, double? best)
    {
        if (IsDone || !(at >= rungs[_next])) return null;
        var reached = new ReachedRung((int)Math.Min(at.Value, int.MaxValue), objectiveThere, best);
        while (!IsDone && rungs[_next] <= reached.Step) _next++;
        return reached;
    }
}
