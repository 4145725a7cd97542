namespace Experiments.Search.States.Trials;

/// <summary>What a trial that has ended teaches a method that learns.</summary>
/// <param name="Trial">The trial's number; below 0: one of another sweep.</param>
/// <param name="Assignment">What it was tried with.</param>
/// <param name="Objective">
/// Its objective, finite; where it was stopped early, the objective at its last rung; null where it failed or has none, which
/// is worse than any number.
/// </param>
/// <param name="Rung">The last rung that it reached before it was stopped early, from 0; null: it trained to its end.</param>
public sealed record Observation(int Trial, Assignment Assignment, double? Objective, int? Rung);
