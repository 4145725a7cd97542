namespace Experiments.Search.States.Trials;

/// <summary>
/// The completed trial with the best finite objective; ties go to the lowest number. Trials that keep all limits come
/// before those that do not, and of these the one that is least outside comes first.
/// </summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Objective">Its objective.</param>
/// <param name="Violation">How far it is outside of limits, &gt; 0, or null if it keeps them.</param>
public sealed record BestTrial(int Trial, double Objective, double? Violation = null);
