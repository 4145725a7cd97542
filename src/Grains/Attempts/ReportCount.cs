using Experiments.Contracts.Metrics;
using Experiments.Search.Specs;

namespace Experiments.Grains.Attempts;

/// <summary>
/// Counts an attempt's reports of its objective. What is no finite number counts for nothing, and neither does a report
/// at a step that is not past the last one counted: a program that goes on from a checkpoint may repeat what it
/// printed.
/// </summary>
internal sealed class ReportCount(string objective, Goal goal)
{
    private long? _last;

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>The best of them; null where there was none.</summary>
    public double? Best { get; private set; }

    /// <summary>Takes a point in; says whether it counts.</summary>
    public bool Take(MetricPoint point)
    {
        if (point.Metric != objective || !double.IsFinite(point.Value) || point.Step <= _last) return false;
        (_last, Count) = (point.Step, Count + 1);
        if (Best is not { } best || goal.IsBetter(point.Value, best)) Best = point.Value;
        return true;
    }

    /// <summary>Goes on from what was reported before.</summary>
    public void Resume(MetricSummary before)
    {
        if (before.Newest is not { } newest) return;
        (_last, Count) = (newest.Step, before.Count);
        Best = goal == Goal.Minimize ? before.Least : before.Greatest;
    }
}
