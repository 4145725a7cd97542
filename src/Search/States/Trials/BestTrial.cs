namespace Experiments.Search.States.Trials;

/// <summary>The completed trial with the best finite objective; of equal ones the one with the lowest number.</summary>
public sealed record BestTrial(int Trial, double Objective);
