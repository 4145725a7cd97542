using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Search.Deciding;
using Experiments.Search.Specs;
using Experiments.Search.Stopping;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Notices in an attempt's reports when its trial has come to a rung: with the first report of the objective that is at
/// or past it. Of several that one report has passed, it is the highest.
/// </summary>
/// <param name="rungs">Where the rungs are that the trial has not reached, ascending.</param>
/// <param name="objective">Name of the objective.</param>
/// <param name="goal">Which way it is better.</param>
/// <param name="clock">What rungs are measured in.</param>
internal sealed class RungWatch(ImmutableArray<int> rungs, string objective, Goal goal, RungClock clock)
{
    private readonly ReportCount _count = new(objective, goal);
    private int _next;

    /// <summary>Whether no rung is left.</summary>
    public bool IsDone => _next == rungs.Length;

    /// <summary>
    /// Whether rungs are counted in reports: an attempt that goes on from a checkpoint needs to know how many there
    /// were.
    /// </summary>
    public bool Counts { get; } = clock is RungClock.Reports;

    /// <summary>The metrics that it looks at; the last one tells how far a report has come.</summary>
    public ImmutableArray<string> Metrics { get; } =
        clock is RungClock.Metric metric ? [objective, metric.Name] : [objective];

    /// <summary>Takes a report in.</summary>
    /// <returns>The rung that it reaches, or null.</returns>
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
    /// Counts on from what the attempts before reported up to the checkpoint that this one resumes from. For rungs that
    /// are counted in reports.
    /// </summary>
    /// <returns>The rung that the trial is at there, or null.</returns>
    public ReachedRung? Resume(MetricSummary before)
    {
        _count.Resume(before);
        return before.Newest is { } newest ? Pass(_count.Count, newest.Value, _count.Best) : null;
    }

    /// <summary>
    /// Counts each point of a report; the first one that reaches a rung says what the objective is there.
    /// </summary>
    private ReachedRung? Count(ImmutableArray<MetricPoint> report)
    {
        ReachedRung? reached = null;
        foreach (var point in report)
            if (_count.Take(point)) reached ??= Pass(_count.Count, point.Value, _count.Best);
        return reached;
    }

    /// <summary>Passes all rungs up to a place, if there is one.</summary>
    private ReachedRung? Pass(double? at, double objectiveThere, double? best)
    {
        if (IsDone || !(at >= rungs[_next])) return null;
        var reached = new ReachedRung((int)Math.Min(at.Value, int.MaxValue), objectiveThere, best);
        while (!IsDone && rungs[_next] <= reached.Step) _next++;
        return reached;
    }
}
