using System.Globalization;
using Experiments.Client.Output;
using Experiments.Storage.Model;

namespace Experiments.Client.Watching;

/// <summary>Formats the progress of a sweep in one line.</summary>
internal static class LiveCounts
{
    public static string Format(SweepView view, Pace pace) =>
        "trials  " + string.Join(", ", Parts(view.Summary, pace))
        + (view.BudgetLeft is { } left ? $"; the budget: {left} left" : "");

    private static IEnumerable<string> Parts(SweepSummary summary, Pace pace)
    {
        var counts = summary.Trials;
        yield return pace.Total is { } total ? $"{counts.Ended} of {total} ended" : $"{counts.Ended} ended";
        if (pace.Left is { } left) yield return $"about {ShortText.Format(left)} left";
        else if (summary is { Elapsed: { } elapsed, FinishedAt: not null })
            yield return $"in {ShortText.Format(elapsed)}";
        if (pace.PerMinute is { } rate)
            yield return $"{rate.ToString(rate < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)} per minute";
        if (counts.Running > 0) yield return $"{counts.Running} running";
        if (counts.Waiting > 0) yield return $"{counts.Waiting} waiting";
        if (counts.Paused > 0) yield return $"{counts.Paused} paused";
        if (counts.Pruned > 0) yield return $"{counts.Pruned} stopped early";
        if (counts.Failed > 0) yield return $"{counts.Failed} failed";
        if (counts.Cancelled > 0) yield return $"{counts.Cancelled} cancelled";
    }
}
