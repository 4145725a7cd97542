using Experiments.Storage.Queries;

namespace Experiments.Web.Trials;

/// <summary>What completed trials with the same parameters and different seeds achieve together.</summary>
internal sealed record RepeatsAnswer
{
    /// <summary>The number of the first of them.</summary>
    public required int Trial { get; init; }

    /// <summary>How many completed with a finite objective.</summary>
    public required int Count { get; init; }

    /// <summary>The mean of their objectives.</summary>
    public required double Mean { get; init; }

    /// <summary>The sample standard deviation of their objectives, or 0 for one trial.</summary>
    public required double Deviation { get; init; }

    /// <summary>
    /// Of the best trial, the probability that its parameters are the best of those that were tried; null if the noise
    /// is not known, and for other trials.
    /// </summary>
    public required double? ProbabilityOfBest { get; init; }

    /// <summary>Creates the answer, or returns null if there are no repeats in the sweep.</summary>
    public static RepeatsAnswer? Of(TrialRepeats? repeats, double? chance) =>
        repeats is null || (repeats.Count < 2 && chance is null)
            ? null
            : new()
            {
                Trial = repeats.Trial,
                Count = repeats.Count,
                Mean = repeats.Mean,
                Deviation = repeats.Deviation,
                ProbabilityOfBest = chance,
            };
}
