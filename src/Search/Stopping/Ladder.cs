using Experiments.Search.Randomness;
using Experiments.Search.Specs;
using Experiments.Search.States.Rungs;

namespace Experiments.Search.Stopping;

/// <summary>
/// The rungs of an early termination, in the unit that they are measured in (<see cref="RungClock"/>), and the bracket
/// of each trial.
/// </summary>
public static class Ladder
{
    /// <summary>
    /// The maximum number of rungs of a bracket, except for W&amp;B's <c>hyperband</c>, which has up to 100, and
    /// <c>plateau</c>, which has up to 1,000.
    /// </summary>
    public const int MostRungs = 64;

    private const int MostOfPlateau = 1_000;

    /// <summary>
    /// Returns the highest rung that a trial at a step has reached, or null if it has reached none: a workload need not
    /// report at the exact step of a rung. There is no rung at or above the largest budget: a trial that gets there has
    /// trained to its end.
    /// </summary>
    public static int? RungAt(SearchSpec spec, int trial, int step) =>
        Of(spec, trial).TakeWhile(at => at <= step).Count() is > 0 and var reached ? reached - 1 : null;

    /// <summary>
    /// Returns the trial's bracket, from 0, drawn by counter. Bracket s begins at rung s of the first one, and gets a
    /// share of the trials in proportion to η^-s / (s_max − s + 1), as in Hyperband (Li et al., JMLR 2018).
    /// </summary>
    public static int BracketOf(SearchSpec spec, int trial)
    {
        if (spec.EarlyTermination is not EarlyTermination.Asha { Brackets: > 1 } asha) return 0;
        var rungs = Steps(asha.GracePeriod, asha.ReductionFactor, asha.MaxT).Count();
        var brackets = Math.Min(asha.Brackets, rungs + 1);
        var weights = new double[brackets];
        for (var (bracket, share) = (0, 1.0); bracket < brackets; bracket++, share /= asha.ReductionFactor)
            weights[bracket] = share / (rungs - bracket + 1);
        var drawn = CounterRandom.Uniform(spec.Seed, trial, "early_terminate/bracket") * weights.Sum();
        for (var bracket = 0; bracket < brackets - 1; bracket++)
            if ((drawn -= weights[bracket]) < 0) return bracket;
        return brackets - 1;
    }

    /// <summary>
    /// Whether rungs count for a trial: others are not compared with repeats, which train to their end once the first
    /// trial with their assignment has, so that the mean is not one of lucky trials only. A plateau ends them as it
    /// ends the first.
    /// </summary>
    /// <param name="spec">The specification of the search.</param>
    /// <param name="repeatOf">The number of the trial that it is a repeat of, or null.</param>
    public static bool Stops(SearchSpec spec, int? repeatOf) =>
        repeatOf is null || spec.EarlyTermination is EarlyTermination.Plateau;

    /// <summary>Returns the steps of the rungs that a trial has not reached yet, ascending.</summary>
    public static IEnumerable<int> Ahead(SearchSpec spec, int trial, RungProgress? progress) =>
        Of(spec, trial).Skip(progress is null ? 0 : progress.Rung + 1);

    /// <summary>Returns the steps of a trial's rungs, ascending.</summary>
    public static IEnumerable<int> Of(SearchSpec spec, int trial) =>
        spec.EarlyTermination?.NeverStopped is { } share
        && CounterRandom.Uniform(spec.Seed, trial, "early_terminate/never_stopped") < share
            ? []
            : Steps(spec, BracketOf(spec, trial));

    /// <summary>Returns the steps of a bracket's rungs, ascending.</summary>
    public static IEnumerable<int> Steps(SearchSpec spec, int bracket) => spec.EarlyTermination switch
    {
        EarlyTermination.Asha asha => Steps(asha.GracePeriod, asha.ReductionFactor, asha.MaxT).Skip(bracket),
        EarlyTermination.Hyperband hyperband when spec.Version > AlgorithmVersions.First =>
            HyperbandBands.Compute(hyperband),
        EarlyTermination.Hyperband hyperband => Steps(hyperband.MinIter, hyperband.Eta, hyperband.MaxIter),
        EarlyTermination.Median median => Multiples(median.GracePeriod, MostRungs),
        EarlyTermination.Plateau plateau => Multiples(plateau.Patience, MostOfPlateau),
        _ => [],
    };

    private static IEnumerable<int> Multiples(int step, int most) =>
        Enumerable.Range(1, most).Select(rung => (long)rung * step).TakeWhile(at => at <= int.MaxValue)
            .Select(at => (int)at);

    // Rungs that would fall on the same step are placed one step apart.
    private static IEnumerable<int> Steps(int first, double factor, int most)
    {
        var (level, rungs) = ((double)first, 0);
        for (; level < most && rungs < MostRungs; rungs++)
        {
            yield return (int)level;
            level = Math.Max(level * factor, Math.Floor(level) + 1);
        }
    }
}
