namespace Experiments.Storage.Queries;

/// <summary>The completed trials that have the same parameters, whatever their seeds.</summary>
/// <param name="Trial">Number of the first of them.</param>
/// <param name="Count">How many there are, with a finite objective; ≥ 1.</param>
/// <param name="Mean">Mean of their objectives.</param>
/// <param name="Deviation">Standard deviation of these, with Count - 1 below; 0 for one.</param>
public sealed record TrialRepeats(int Trial, int Count, double Mean, double Deviation);
