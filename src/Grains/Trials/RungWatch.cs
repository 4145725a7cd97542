using System.Collections.Immutable;
using Experiments.Contracts.Metrics;

namespace Experiments.Grains.Trials;

/// <summary>
/// Notices in an attempt's reports when its trial has come to a rung: with the first report of the objective that is at or past
/// it. Of several that one report has passed, it is the highest.
/// </summary>
/// <param name="rungs">Where the rungs are that the trial has not reached, ascending.</param>
/// <param name="objective">Name of the objective.</param>
/// <param name="clock">The metric that rungs are measured in; null: the step of a report.</param>
internal sealed class RungWatch(ImmutableArray<int> rungs, string objective, string? clock)
{
    private int _next;

    /// <summary>Whether no rung is left.</summary>
    public bool IsDone => _next == rungs.Length;

    /// <summary>The rung that the trial is at, until it is passed: how far it has come, and its objective there.</summary>
    public (int At, double Objective)? Reached { get; private set; }

    /// <summary>The metrics that it looks at.</summary>
    public ImmutableArray<string> Metrics { get; } = clock is null ? [objective] : [objective, clock];

    /// <summary>Takes a report in; says whether it brings the trial to a rung.</summary>
    public bool See(ImmutableArray<MetricPoint> report)
    {
        if (IsDone) return false;
        double? value = null, at = null;
        foreach (var point in report)
        {
            if (point.Metric == objective) value = point.Value;
            if (point.Metric == (clock ?? objective)) at = clock is null ? point.Step : point.Value;
        }

        if (value is not { } known || !(at >= rungs[_next])) return false;
        Reached = ((int)Math.Min(at.Value, int.MaxValue), known);
        return true;
    }

    /// <summary>The sweep has heard of it.</summary>
    public void Pass()
    {
        while (!IsDone && rungs[_next] <= Reached?.At) _next++;
        Reached = null;
    }
}
