using System.Text.Json.Serialization;

namespace Experiments.Search.Deciding;

/// <summary>Who is stopped before its budget ends. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Asha), "asha")]
[JsonDerivedType(typeof(Hyperband), "hyperband")]
[JsonDerivedType(typeof(Median), "median")]
public abstract record EarlyTermination
{
    private EarlyTermination() { }

    /// <summary>The metric that rungs are measured in; null: the step of a report, which people call its epoch.</summary>
    [JsonIgnore]
    public string? Clock => this is Asha { TimeAttribute: not ("epoch" or "step") and var metric } ? metric : null;

    /// <summary>
    /// Asynchronous successive halving (Li et al., MLSys 2020): rungs at GracePeriod × ReductionFactor^k below MaxT, in units
    /// of TimeAttribute: the step of a report where it is <c>epoch</c> or <c>step</c>, else the metric of that name. A trial rests at its rung until it is promoted; where Stopping is set it is stopped there at once
    /// unless it is among the best that came, and nobody rests.
    /// </summary>
    public sealed record Asha(
        string TimeAttribute, int GracePeriod, double ReductionFactor, int MaxT, int Brackets, bool Stopping = false)
        : EarlyTermination;

    /// <summary>
    /// Stops a trial at MinIter × Eta^k, below MaxIter, that is not in the top 1/Eta of those that came there, as W&amp;B's
    /// <c>hyperband</c> does. Brackets is how many such rungs were asked for, counted down from MaxIter.
    /// </summary>
    public sealed record Hyperband(int MinIter, int MaxIter, int Brackets, double Eta) : EarlyTermination;

    /// <summary>
    /// Vizier's median rule (Golovin et al., KDD 2017) at each of the first 64 multiples of GracePeriod: stops a trial whose
    /// best objective is worse than the median of the others' running averages, once MinSamples of them came that far.
    /// </summary>
    public sealed record Median(int GracePeriod, int MinSamples) : EarlyTermination;
}
