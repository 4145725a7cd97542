using Experiments.Contracts.Metrics;
using Experiments.Search.Specs;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Counts an attempt's reports of its objective. A value that is not finite does not count, and neither does a report
/// at a step that is not past the last one counted: a program that resumes from a checkpoint may repeat what it
/// printed.
/// </summary>
internal sealed class ReportCount(string objective, Goal goal)
{
    private long? _last;

    /// <summary>The number of reports that count.</summary>
    public int Count { get; private set; }

    /// <summary>The best of their values, or null if there is none.</summary>
    public double? Best { get; private set; }

    /// <summary>Counts a point, if it counts. Returns whether it does.</summary>
    public bool Take(MetricPoint point)
    {
        if (point.Metric != objective || !double.IsFinite(point.Value) || point.Step <= _last) return false;
        (_last, Count) = (point.Step, Count + 1);
        if (Best is not { } best || goal.IsBetter(point.Value, best)) Best = point.Value;
        return true;
    }

    /// <summary>Continues the count from what was reported before.</summary>
    public void Resume(MetricSummary before)
    {
        if (before.Newest is not { } newest) return;
        (_last, Count) = (newest.Step, before.Count);
        Best = goal == Goal.Minimize ? before.Least : before.Greatest;
    }
}
