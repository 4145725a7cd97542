using Experiments.Contracts.Sweeps;
using Experiments.Search.Deciding;

namespace Experiments.Client.Watching;

/// <summary>How far a sweep is and how fast it goes.</summary>
/// <param name="Total">Trials in all; null: it has no end of its own.</param>
/// <param name="PerMinute">Trials that ended per minute; null: none did.</param>
/// <param name="Left">Time until all have ended, if it goes on like this; null: unknown.</param>
internal sealed record Pace(int? Total, double? PerMinute, TimeSpan? Left)
{
    /// <summary>The pace of a sweep.</summary>
    /// <param name="total">Trials in all, see <see cref="TotalOf"/>.</param>
    /// <param name="view">
    /// Where it is. Trials that train count by the share of their epochs that is done; those that rest count whole, for few of
    /// them go on.
    /// </param>
    /// <param name="trials">How its trials are told.</param>
    public static Pace Measure(int? total, SweepView view, TrialText trials)
    {
        var summary = view.Summary;
        var perMinute = summary.Trials.Ended > 0 ? summary.TrialsPerMinute : null;
        var done = summary.Trials.Ended + summary.Trials.Paused + view.Unfinished.Sum(trial => trials.Fraction(trial) ?? 0);
        if (total is null || view.IsFinal || summary.WaitsFor is not null || done <= 0 || summary.Elapsed is not { } elapsed)
            return new(total, perMinute, null);
        var seconds = Math.Max(0, total.Value - done) * elapsed.TotalSeconds / done;
        return new(total, perMinute, seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    /// <summary>How many trials a sweep will have: what its method can propose, or its run cap; null: no limit.</summary>
    public static int? TotalOf(SweepSpec spec) =>
        SearchCore.Begin(spec.Search).Limit is var limit and < int.MaxValue ? limit : null;
}
