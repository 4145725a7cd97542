using System.Text.Json.Serialization;

namespace Experiments.Search.Specs;

/// <summary>A rule that stops trials before their budget ends. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Asha), "asha")]
[JsonDerivedType(typeof(Hyperband), "hyperband")]
[JsonDerivedType(typeof(Median), "median")]
[JsonDerivedType(typeof(Plateau), "plateau")]
public abstract record EarlyTermination
{
    private EarlyTermination() { }

    /// <summary>
    /// The share of trials, 0 to 1, that reach no rung, so that nothing stops or pauses them: those that would look bad
    /// early and be good in the end are found among them. Drawn by counter. Default: none.
    /// </summary>
    public double? NeverStopped { get; init; }

    /// <summary>Returns the unit that rungs are measured in, in a version of the algorithms.</summary>
    public RungClock ClockIn(int version) => this switch
    {
        Hyperband or Asha { TimeAttribute: "training_iteration" } when version > AlgorithmVersions.First =>
            new RungClock.Reports(),
        Plateau => new RungClock.Reports(),
        Asha { TimeAttribute: not ("epoch" or "step") and var metric } => new RungClock.Metric(metric),
        _ => new RungClock.Step(),
    };

    /// <summary>
    /// Asynchronous successive halving (Li et al., MLSys 2020): rungs at GracePeriod × ReductionFactor^k below MaxT, in
    /// units of TimeAttribute: the step of a report if it is <c>epoch</c> or <c>step</c>, the number of reports if it
    /// is <c>training_iteration</c> (in version 1 a metric of that name), otherwise the metric of that name. A trial is
    /// paused at its rung until it is promoted; if Stopping is set, it is stopped there at once unless it is among the
    /// best so far, and no trial is paused. A trial that ties with the last one that may continue also continues; in
    /// version 1 ties go to the lowest trial numbers.
    /// </summary>
    public sealed record Asha(
        string TimeAttribute, int GracePeriod, double ReductionFactor, int MaxT, int Brackets, bool Stopping = false)
        : EarlyTermination;

    /// <summary>
    /// W&amp;B's <c>hyperband</c>. Its rungs are counted in reports of the objective: Brackets of them down from
    /// MaxIter, or, if Brackets is 0, up from MinIter below MaxIter. Of n trials that reached a rung, the ⌊n / Eta⌋
    /// best continue, as do the next one and all that tie with it; any other is stopped there. The value at the rung
    /// counts if Strict is set, otherwise the best so far. In version 1 rungs are steps, at MinIter × Eta^k below
    /// MaxIter whatever Brackets is, and of n trials the ⌊n / Eta⌋ best continue, but at least one.
    /// </summary>
    public sealed record Hyperband(int MinIter, int MaxIter, int Brackets, double Eta, bool Strict = false)
        : EarlyTermination;

    /// <summary>
    /// The median rule at each of the first 64 multiples of GracePeriod: stops a trial whose best objective is worse
    /// than the median of what the others reported there, once MinSamples of them have come that far. In versions 1 and
    /// 2 the median was that of the others' running averages, as in Vizier (Golovin et al., KDD 2017).
    /// </summary>
    public sealed record Median(int GracePeriod, int MinSamples) : EarlyTermination;

    /// <summary>
    /// Ends a trial that no longer improves, whatever others do. At each multiple of Patience, in reports of the
    /// objective, a trial has trained to its end if its best objective is not better by more than MinDelta than its
    /// best Patience reports before: it has completed with the objective that it has there.
    /// </summary>
    public sealed record Plateau(int Patience, double MinDelta) : EarlyTermination;
}
