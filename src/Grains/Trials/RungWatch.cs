using System.Collections.Immutable;
using Experiments.Contracts.Metrics;
using Experiments.Search.Specs;

namespace Experiments.Grains.Trials;

/// <summary>
/// Notices in an attempt's reports when its trial has come to a rung: with the first report of the objective that is at or past
/// it. Of several that one report has passed, it is the highest.
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

    /// <summary>Whether rungs are counted in reports: an attempt that goes on from a checkpoint needs to know how many there were.</summary>
    public bool Counts { get; } = clock is RungClock.Reports;

    /// <summary>
    /// The rung that the trial is at, until it is passed: how far it has come, its objective there, and the best so far where
    /// reports are counted.
    /// </summary>
    public (int At, double Objective, double? Best)? Reached { get; private set; }

    /// <summary>The metrics that it looks at; the last one tells how far a report has come.</summary>
    public ImmutableArray<string> Metrics { get; } = clock is RungClock.Metric metric ? [objective, metric.Name] : [objective];

    /// <summary>Takes a report in; says whether it brings the trial to a rung.</summary>
    public bool See(ImmutableArray<MetricPoint> report)
    {
        if (IsDone) return false;
        if (Counts)
        {
            foreach (var point in report)
                if (_count.Take(point)) LookAt(_count.Count, point.Value, _count.Best);
            return Reached is not null;
        }

        double? value = null, at = null;
        foreach (var point in report)
        {
            if (point.Metric == objective) value = point.Value;
            if (point.Metric == Metrics[^1]) at = clock is RungClock.Metric ? point.Value : point.Step;
        }

        if (value is { } known) LookAt(at, known, null);
        return Reached is not null;
    }

    /// <summary>
    /// Counts on from what the attempts before reported until the checkpoint that this one goes on from; says whether the trial
    /// is at a rung there. For rungs that are counted in reports.
    /// </summary>
    public bool Resume(MetricSummary before)
    {
        _count.Resume(before);
        if (before.Newest is { } newest) LookAt(_count.Count, newest.Value, _count.Best);
        return Reached is not null;
    }

    /// <summary>The sweep has heard of it.</summary>
    public void Pass()
    {
        while (!IsDone && rungs[_next] <= Reached?.At) _next++;
        Reached = null;
    }

    private void LookAt(double? at, double objectiveThere, double? best)
    {
        if (Reached is null && at >= rungs[_next]) Reached = ((int)Math.Min(at.Value, int.MaxValue), objectiveThere, best);
    }
}
