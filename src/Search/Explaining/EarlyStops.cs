using Experiments.Search.Numerics;
using Experiments.Search.Specs;
using Experiments.Search.States.Trials;

namespace Experiments.Search.Explaining;

/// <summary>
/// What early termination saved, and whether it stopped good trials: the trials that trained to their end show how
/// their value at a step tells their final one, and thereby what those stopped there would have reached.
/// </summary>
/// <param name="Stopped">The number of trials that were stopped.</param>
/// <param name="Ended">The number of trials that were stopped or completed.</param>
/// <param name="Trained">The steps that they trained together.</param>
/// <param name="ToTheEnd">The steps that they would have trained if none had been stopped.</param>
internal sealed record EarlyStops(int Stopped, int Ended, long Trained, long ToTheEnd)
{
    private const int FewestTrials = 10;

    /// <summary>
    /// The expected number of stopped trials that would have been better than the best, or null if too few trials
    /// completed to say so.
    /// </summary>
    public double? BetterThanBest { get; private init; }

    /// <summary>How many trials trained past the first step at which others were stopped, and completed.</summary>
    public int Compared { get; private init; }

    /// <summary>That step.</summary>
    public int FirstStep { get; private init; }

    /// <summary>The correlation of their values there with their final ones.</summary>
    public double Correlation { get; private init; }

    /// <summary>The share of steps that was saved, 0 to 1.</summary>
    public double Saved => ToTheEnd == 0 ? 0 : 1 - (double)Trained / ToTheEnd;

    /// <summary>Looks at the trials, or returns null if none was stopped.</summary>
    public static EarlyStops? Of(SearchSpec spec, IReadOnlyList<RecordedTrial> trials)
    {
        var stopped = trials.Where(trial => trial.WasStopped && trial.Trained > 0).ToList();
        var completed = trials.Where(trial => trial.HasCompleted && trial.Trained > 0).ToList();
        if (stopped.Count == 0 || completed.Count == 0) return null;
        var usual = completed.Max(trial => trial.Trained);
        var all = stopped.Concat(completed).ToList();
        var found = new EarlyStops(
            stopped.Count, all.Count, all.Sum(trial => (long)trial.Trained),
            all.Sum(trial => trial.HasCompleted
                ? trial.Trained
                : (long)Math.Max(trial.Trained, trial.Budget ?? usual)));

        var sign = spec.Goal == Goal.Minimize ? 1 : -1;
        var best = completed.Min(trial => sign * trial.Objective!.Value);
        double? better = null;
        FittedLine? first = null;
        var (compared, firstStep) = (0, 0);
        foreach (var together in stopped.GroupBy(trial => trial.Trained).OrderBy(group => group.Key))
        {
            var points = completed.Where(trial => trial.Trained > together.Key)
                .Select(trial => (At: sign * trial.At(together.Key), Final: sign * trial.Objective!.Value))
                .Where(point => point.At is not null).Select(point => (X: point.At!.Value, Y: point.Final)).ToList();
            if (points.Count < FewestTrials || FittedLine.Through(points) is not { } line) continue;
            if (first is null) (first, compared, firstStep) = (line, points.Count, together.Key);
            var errors = points.Select(point => point.Y - line.At(point.X)).ToList();
            better = (better ?? 0) + together.Where(trial => trial.Objective is not null)
                .Sum(trial => Chance(line.At(sign * trial.Objective!.Value), errors, best));
        }
        return found with
        {
            BetterThanBest = better,
            Compared = compared,
            FirstStep = firstStep,
            Correlation = first?.Correlation ?? 0,
        };
    }

    // A stopped trial is as likely to be any of so many and one, if its order among them is unknown. The errors are
    // those that were seen: results have a best possible value, which a normal distribution would pass.
    private static double Chance(double expected, List<double> errors, double best)
    {
        var rounding = 1e-9 * (1 + Math.Abs(best));
        return errors.Count(error => expected + error <= best + rounding) / (errors.Count + 1.0);
    }
}
