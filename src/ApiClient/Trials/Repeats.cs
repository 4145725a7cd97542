namespace Experiments.ApiClient.Trials;

/// <summary>Completed trials that have the same parameters apart from their seeds.</summary>
/// <param name="Trial">The number of the first trial.</param>
/// <param name="Count">The number of trials, all with a finite objective; ≥ 1.</param>
/// <param name="Mean">The mean of their objectives.</param>
/// <param name="Deviation">The sample standard deviation of their objectives, or 0 for one trial.</param>
public sealed record Repeats(int Trial, int Count, double Mean, double Deviation);

/// <summary>The assignments of a sweep by the means of their completed trials.</summary>
/// <param name="Best">The number of the best trial of each assignment, the best assignment first.</param>
/// <param name="Assignments">The number of assignments.</param>
/// <param name="Chance">
/// The probability that the first assignment is the best of them, or null if that is not known.
/// </param>
public sealed record RankedRepeats(IReadOnlyList<int> Best, int Assignments, double? Chance);

/// <summary>The repeats of a sweep's trials.</summary>
/// <param name="Trials">Those of each trial that was asked for and has a finite objective, by its number.</param>
/// <param name="Ranked">
/// The assignments by their means, or null if no two completed trials have the same parameters.
/// </param>
public sealed record SweepRepeats(IReadOnlyDictionary<int, Repeats> Trials, RankedRepeats? Ranked);
