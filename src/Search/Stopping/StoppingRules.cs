using Experiments.Search.Specs;
using Experiments.Search.States;
using Experiments.Search.States.Rungs;

namespace Experiments.Search.Stopping;

/// <summary>
/// The rules that decide whether a trial that has reached a rung may continue. Pure functions of the results so far.
/// </summary>
internal static class StoppingRules
{
    /// <summary>Returns what happens to the trial, for a state in which its result is already in the table.</summary>
    /// <param name="spec">The specification of the search.</param>
    /// <param name="state">The state of the search.</param>
    /// <param name="progress">How far the trial has come.</param>
    /// <param name="before">How far it had come before, or null if this is its first rung.</param>
    public static Verdict Judge(SearchSpec spec, SearchState state, RungProgress progress, RungProgress? before)
    {
        // A trial without a finite objective can never be among the best.
        if (progress.Objective is null) return Verdict.Prune;
        if (spec.EarlyTermination is EarlyTermination.Plateau plateau)
            return progress.Best < before?.Best - plateau.MinDelta || before is null ? Verdict.GoOn : Verdict.Complete;
        var table = state.Table(progress.Bracket, progress.Rung)!;
        return spec.EarlyTermination switch
        {
            EarlyTermination.Asha { Stopping: false } => Promotes(state, table, progress),
            EarlyTermination.Median median => IsBelowMedian(table, progress, median) ? Verdict.Prune : Verdict.GoOn,
            EarlyTermination.Hyperband hyperband when spec.Version > AlgorithmVersions.First =>
                IsBelowBand(table, progress, hyperband) ? Verdict.Prune : Verdict.GoOn,
            // The first trial to arrive always continues; later ones only if they are among the best so far (Li et al.
            // 2020, §3.3).
            _ => table.IsAmong(progress.Result, Math.Max(1, table.Quota)) ? Verdict.GoOn : Verdict.Prune,
        };
    }

    // A free worker asks for the next job: the trial continues without a pause if that job is this very trial.
    private static Verdict Promotes(SearchState state, RungTable table, RungProgress progress)
    {
        if (!table.IsAmong(progress.Result, table.Quota))
            return state.Status == SweepStatus.Running || state.Spending?.UsedUp is not null
                ? Verdict.Pause
                : Verdict.Prune;
        if (state.Status == SweepStatus.Stopping) return Verdict.GoOn;
        if (!state.Waiting.IsEmpty) return Verdict.Pause;
        return Promotion.Next(state) is { } next
            && (next.Rung > progress.Rung
                || ((next.Bracket, next.Rung) == (table.Bracket, table.Rung)
                    && next.Leads(next.BestResting, progress.Result)))
            ? Verdict.Pause
            : Verdict.GoOn;
    }

    /// <summary>
    /// Returns whether a trial is worse than the cut-off of W&amp;B's rule: of the n results at the rung, its own
    /// included, the one that ⌊n / η⌋ others are at least as good as. As in W&amp;B's code, n is multiplied by 1 / η,
    /// which matters because 49 × (1 / 49) is below 1.
    /// </summary>
    private static bool IsBelowBand(RungTable table, RungProgress progress, EarlyTermination.Hyperband hyperband)
    {
        var cutOff = table.Results[Math.Min(
            (int)(1 / hyperband.Eta * table.Results.Count), table.Results.Count - 1)];
        return Compared(progress, hyperband.Strict).CompareValue(cutOff) > 0;
    }

    /// <summary>
    /// Returns whether the median rule stops a trial: whether its best score is worse than the median of the results of
    /// the others that came as far. In versions 1 and 2, results are running averages (Golovin et al., KDD 2017,
    /// §3.2.2).
    /// </summary>
    private static bool IsBelowMedian(RungTable table, RungProgress progress, EarlyTermination.Median median)
    {
        var others = table.Results.Remove(progress.Result);
        if (others.Count < median.MinSamples) return false;
        var upper = others[others.Count / 2];
        var lower = others[(others.Count - 1) / 2];
        // Between a trial that keeps the limits and one that does not, there is no middle.
        var half = lower.Violation == upper.Violation && lower.Score != upper.Score
            ? upper with { Score = (lower.Score / 2) + (upper.Score / 2) }
            : lower;
        return Compared(progress, isStrict: false).CompareValue(half) > 0;
    }

    private static RungResult Compared(RungProgress progress, bool isStrict) =>
        isStrict ? progress.Result : progress.Result with { Score = progress.Best };
}
