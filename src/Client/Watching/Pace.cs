using Experiments.Changes.Sweeps;
using Experiments.Client.Output;

namespace Experiments.Client.Watching;

/// <summary>The progress of a sweep and its speed.</summary>
/// <param name="Total">The total number of trials, or null if it is unlimited.</param>
/// <param name="PerMinute">The number of trials that ended per minute, or null if none has ended.</param>
/// <param name="Left">The estimated time until all trials have ended, at the current pace, or null if unknown.</param>
internal sealed record Pace(int? Total, double? PerMinute, TimeSpan? Left)
{
    /// <summary>Computes the pace of a sweep.</summary>
    /// <param name="total">The total number of trials, see <see cref="SweepPlan.TrialsOf"/>.</param>
    /// <param name="view">
    /// The sweep's current view. Running trials count by the completed share of their epochs; paused trials count as
    /// done, since few of them continue.
    /// </param>
    /// <param name="trials">The texts of its trials, which know their epochs.</param>
    public static Pace Measure(int? total, SweepView view, TrialText trials)
    {
        var summary = view.Summary;
        var perMinute = summary.Trials.Ended > 0 ? summary.TrialsPerMinute : null;
        var done = summary.Trials.Ended + summary.Trials.Paused
            + view.Unfinished.Sum(trial => trials.Fraction(trial) ?? 0);
        if (total is null || view.IsFinal || summary.Waits() || done <= 0
            || summary.Elapsed is not { } elapsed)
            return new(total, perMinute, null);
        var seconds = Math.Max(0, total.Value - done) * elapsed.TotalSeconds / done;
        return new(total, perMinute, seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}
