using System.Collections.Immutable;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of <c>early_terminate</c>, each for one or more types.</summary>
internal static class EarlyTerminationKeys
{
    private static readonly WholeRule Count = new(1, int.MaxValue);
    private static readonly RealRule Factor = new(above: 1, atMost: 1_000);

    /// <summary>The kinds of early termination.</summary>
    public enum Kind { Asha, Hyperband, Median, Plateau }

    /// <summary>The treatment of a trial that is not among the best at a rung.</summary>
    public enum RungMode { Promote, Stop }

    public static readonly Key<Kind> Type = new("type",
        new WordRule<Kind>(
            ("asha", Kind.Asha), ("hyperband", Kind.Hyperband), ("median", Kind.Median), ("plateau", Kind.Plateau)),
        "required", "How trials are compared.");

    public static readonly Key<string> TimeAttribute = new("time_attr", new MetricNameRule(), "epoch",
        "`asha`: the unit of rungs: `epoch` or `step`, the step of a report; `training_iteration`, the number of "
        + "reports of the objective; or a metric that grows.");

    public static readonly Key<long> GracePeriod = new("grace_period", Count, "1",
        "`asha`, `median`: no trial is stopped before this.");

    public static readonly Key<double> ReductionFactor = new("reduction_factor", Factor, "3",
        "`asha`: one trial in this many continues at each rung.");

    public static readonly Key<long> MaxT = new("max_t", Count, "required",
        "`asha`: the budget of a trial; all rungs are below it.");

    public static readonly Key<long> Brackets = new("brackets", new WholeRule(1, 100), "1",
        "`asha`: the number of brackets that run in parallel.");

    public static readonly Key<RungMode> Mode = new("mode",
        new WordRule<RungMode>(("promote", RungMode.Promote), ("stop", RungMode.Stop)), "promote",
        "`asha`: `promote`: a trial pauses at a rung until it is among the best; "
        + "`stop`: it is stopped there if it is not.");

    public static readonly Key<long> MinIter = new("min_iter", Count, "none",
        "`hyperband`: the first rung; each later rung is `eta` times the previous one.");

    public static readonly Key<long> MaxIter = new("max_iter", Count, "none",
        "`hyperband`: the budget of a trial, in reports of the objective; with `s`, rungs are counted down from it.");

    public static readonly Key<long> Halvings = new("s", new WholeRule(1, 100), "none",
        "`hyperband`: the number of rungs below `max_iter`, at `max_iter` divided by `eta` once, twice, and so on.");

    public static readonly Key<double> Eta = new("eta", Factor, "3",
        "`hyperband`: one trial in this many continues at each rung.");

    public static readonly Key<bool> Strict = new("strict", new FlagRule(), "true",
        "`hyperband`: `true`: a trial is compared by its value at the rung; `false`: by its best value so far.");

    public static readonly Key<long> MinSamples = new("min_samples", Count, "3",
        "`median`: the number of trials that must have reached the same point before one is stopped.");

    public static readonly Key<long> Patience = new("patience", Count, "required",
        "`plateau`: the number of reports of the objective without improvement after which a trial has completed.");

    public static readonly Key<double> MinDelta = new("min_delta", new RealRule(atLeast: 0), "0",
        "`plateau`: a smaller improvement does not count.");

    public static readonly Key<double> NeverStopped = new("never_stopped", new RealRule(atLeast: 0, atMost: 1), "0",
        "The share of trials that train to their end whatever they report, so that late bloomers are found.");

    public static readonly ImmutableArray<Key> Asha =
        [Type, TimeAttribute, GracePeriod, ReductionFactor, MaxT, Brackets, Mode, NeverStopped];

    public static readonly ImmutableArray<Key> Hyperband =
        [Type, MinIter, MaxIter, Halvings, Eta, Strict, NeverStopped];

    public static readonly ImmutableArray<Key> Median = [Type, GracePeriod, MinSamples, NeverStopped];

    public static readonly ImmutableArray<Key> Plateau = [Type, Patience, MinDelta, NeverStopped];

    public static readonly ImmutableArray<Key> All =
        [.. Asha.Union(Hyperband).Union(Median).Union(Plateau).OrderBy(key => key == NeverStopped)];
}
