namespace Experiments.ApiClient.Trials;

/// <summary>Completed trials that have the same parameters apart from their seeds.</summary>
/// <param name="Trial">The number of the first trial.</param>
/// <param name="Count">The number of trials, all with a finite objective; ≥ 1.</param>
/// <param name="Mean">The mean of their objectives.</param>
/// <param name="Deviation">The sample standard deviation of their objectives, or 0 for one trial.</param>
public sealed record Repeats(int Trial, int Count, double Mean, double Deviation);

/// <summary>The repeats of a sweep's trials.</summary>
/// <param name="Trials">Those of each trial that was asked for and has a finite objective, by its number.</param>
/// <param name="Best">
/// Those of at least two trials that have the best mean objective, or null if no two trials have the same parameters.
/// </param>
public sealed record SweepRepeats(IReadOnlyDictionary<int, Repeats> Trials, Repeats? Best);
