namespace Experiments.Search.States.Trials;

/// <summary>The completed trial with the best finite objective; ties go to the lowest number.</summary>
public sealed record BestTrial(int Trial, double Objective);
