namespace Experiments.Web.Outside;

/// <summary>The attempt at a trial that a worker carries out.</summary>
/// <param name="Trial">The number of the trial.</param>
/// <param name="Attempt">The number of the attempt, to send with each message.</param>
/// <param name="Seed">The seed of the trial's random numbers, the same for each attempt; below 2³².</param>
/// <param name="Parameters">The values of the parameters by name.</param>
internal sealed record ClaimedTrial(
    int Trial, int Attempt, long Seed, IReadOnlyDictionary<string, ParameterValue> Parameters);
