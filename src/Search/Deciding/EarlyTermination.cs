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

    /// <summary>
    /// Asynchronous successive halving: rungs at GracePeriod × ReductionFactor^k up to MaxT, in units of TimeAttribute.
    /// </summary>
    public sealed record Asha(string TimeAttribute, int GracePeriod, double ReductionFactor, int MaxT, int Brackets)
        : EarlyTermination;

    /// <summary>Hyperband: brackets of successive halving between MinIter and MaxIter with the factor Eta.</summary>
    public sealed record Hyperband(int MinIter, int MaxIter, int Brackets, double Eta) : EarlyTermination;

    /// <summary>
    /// Stops what is worse than the median of the others after GracePeriod, once MinSamples of them have come that far.
    /// </summary>
    public sealed record Median(int GracePeriod, int MinSamples) : EarlyTermination;
}
