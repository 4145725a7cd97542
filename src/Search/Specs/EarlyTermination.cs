using System.Text.Json.Serialization;

namespace Experiments.Search.Specs;

/// <summary>Who is stopped before its budget ends. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Asha), "asha")]
[JsonDerivedType(typeof(Hyperband), "hyperband")]
[JsonDerivedType(typeof(Median), "median")]
public abstract record EarlyTermination
{
    private EarlyTermination() { }

    /// <summary>What rungs are measured in, in a version of the algorithms.</summary>
    public RungClock ClockIn(int version) => this switch
    {
        Hyperband or Asha { TimeAttribute: "training_iteration" } when version > AlgorithmVersions.First => new RungClock.Reports(),
        Asha { TimeAttribute: not ("epoch" or "step") and var metric } => new RungClock.Metric(metric),
        _ => new RungClock.Step(),
    };

    /// <summary>
    /// Asynchronous successive halving (Li et al., MLSys 2020): rungs at GracePeriod × ReductionFactor^k below MaxT, in units
    /// of TimeAttribute: the step of a report where it is <c>epoch</c> or <c>step</c>, the number of reports where it is
    /// <c>training_iteration</c> (in version 1 a metric of that name), else the metric of that name. A trial rests at its rung
    /// until it is promoted; where Stopping is set it is stopped there at once unless it is among the best that came, and nobody
    /// rests. Whoever equals the last that may go on may too; in version 1 the one that came first.
    /// </summary>
    public sealed record Asha(
        string TimeAttribute, int GracePeriod, double ReductionFactor, int MaxT, int Brackets, bool Stopping = false)
        : EarlyTermination;

    /// <summary>
    /// W&amp;B's <c>hyperband</c>. Its rungs are counted in reports of the objective: Brackets of them down from MaxIter, or,
    /// where Brackets is 0, up from MinIter below MaxIter. Of n trials that came to a rung the ⌊n / Eta⌋ best go on, and the next
    /// one, and whoever equals that; any other is stopped there. What counts is the value at the rung where Strict is set,
    /// otherwise the best so far. In version 1 rungs are steps, at MinIter × Eta^k below MaxIter whatever Brackets says, and of n
    /// the ⌊n / Eta⌋ best go on, or the best one.
    /// </summary>
    public sealed record Hyperband(int MinIter, int MaxIter, int Brackets, double Eta, bool Strict = false) : EarlyTermination;

    /// <summary>
    /// Vizier's median rule (Golovin et al., KDD 2017) at each of the first 64 multiples of GracePeriod: stops a trial whose
    /// best objective is worse than the median of the others' running averages, once MinSamples of them came that far.
    /// </summary>
    public sealed record Median(int GracePeriod, int MinSamples) : EarlyTermination;
}
