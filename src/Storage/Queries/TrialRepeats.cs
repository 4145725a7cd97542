namespace Experiments.Storage.Queries;

/// <summary>Completed trials that have the same parameters apart from their seeds.</summary>
/// <param name="Trial">The number of the first trial.</param>
/// <param name="Count">The number of trials, all with a finite objective; ≥ 1.</param>
/// <param name="Mean">The mean of their objectives.</param>
/// <param name="Deviation">
/// The sample standard deviation of their objectives (with the denominator <c>Count - 1</c>), or 0 for one trial.
/// </param>
public sealed record TrialRepeats(int Trial, int Count, double Mean, double Deviation);
