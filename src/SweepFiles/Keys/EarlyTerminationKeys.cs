using System.Collections.Immutable;
using Experiments.SweepFiles.Rules;

namespace Experiments.SweepFiles.Keys;

/// <summary>The keys of <c>early_terminate</c>, some for each type.</summary>
internal static class EarlyTerminationKeys
{
    private static readonly WholeRule Count = new(1, int.MaxValue);
    private static readonly RealRule Factor = new(above: 1, atMost: 1_000);

    /// <summary>What is understood, by the kind of early termination.</summary>
    public enum Kind { Asha, Hyperband, Median }

    /// <summary>What becomes of a trial that is not among the best at a rung.</summary>
    public enum RungMode { Promote, Stop }

    public static readonly Key<Kind> Type = new("type",
        new WordRule<Kind>(("asha", Kind.Asha), ("hyperband", Kind.Hyperband), ("median", Kind.Median)),
        "must be given", "How trials are compared.");

    public static readonly Key<string> TimeAttribute = new("time_attr", new MetricNameRule(), "epoch",
        "`asha`: what rungs are measured in: `epoch` or `step`, the step of a report; `training_iteration`, how often the objective was reported; or a metric that grows.");

    public static readonly Key<long> GracePeriod = new("grace_period", Count, "1",
        "`asha`, `median`: nobody is stopped before this.");

    public static readonly Key<double> ReductionFactor = new("reduction_factor", Factor, "3",
        "`asha`: one in this many goes on at each rung.");

    public static readonly Key<long> MaxT = new("max_t", Count, "must be given", "`asha`: where the last rung is.");

    public static readonly Key<long> Brackets = new("brackets", new WholeRule(1, 100), "1",
        "`asha`: brackets that run side by side.");

    public static readonly Key<RungMode> Mode = new("mode",
        new WordRule<RungMode>(("promote", RungMode.Promote), ("stop", RungMode.Stop)), "promote",
        "`asha`: `promote`: a trial rests at a rung until it is among the best; `stop`: it is stopped there if it is not.");

    public static readonly Key<long> MinIter = new("min_iter", Count, "none",
        "`hyperband`: the first rung; each further one is `eta` times as far.");

    public static readonly Key<long> MaxIter = new("max_iter", Count, "none",
        "`hyperband`: the budget of a trial, in reports of the objective; with `s`, what rungs are counted down from.");

    public static readonly Key<long> Halvings = new("s", new WholeRule(1, 100), "none",
        "`hyperband`: how many rungs lie below `max_iter`, at `max_iter` divided by `eta` once, twice, and so on.");

    public static readonly Key<double> Eta = new("eta", Factor, "3", "`hyperband`: one in this many goes on at each rung.");

    public static readonly Key<bool> Strict = new("strict", new FlagRule(), "true",
        "`hyperband`: `true`: a trial is compared by its value at the rung; `false`: by its best so far.");

    public static readonly Key<long> MinSamples = new("min_samples", Count, "3",
        "`median`: trials that must have come as far before one is stopped.");

    public static readonly ImmutableArray<Key> Asha = [Type, TimeAttribute, GracePeriod, ReductionFactor, MaxT, Brackets, Mode];

    public static readonly ImmutableArray<Key> Hyperband = [Type, MinIter, MaxIter, Halvings, Eta, Strict];

    public static readonly ImmutableArray<Key> Median = [Type, GracePeriod, MinSamples];

    public static readonly ImmutableArray<Key> All = [.. Asha.Union(Hyperband).Union(Median)];
}
