namespace Experiments.Search.States.Trials;

/// <summary>The result of a trial, from which a method learns.</summary>
/// <param name="Trial">The trial's number; below 0 if it is a trial of another sweep.</param>
/// <param name="Assignment">The assignment that was tried.</param>
/// <param name="Objective">
/// The trial's objective, finite; if it was stopped early, the objective at its last rung; null if it failed or has
/// none, which is worse than any number.
/// </param>
/// <param name="Rung">
/// The last rung that the trial reached before it was stopped early, from 0, or null if it trained to its end.
/// </param>
/// <param name="Outcomes">The values of the metrics besides the first objective, as far as they are known.</param>
/// <param name="Violation">How far they are outside of their limits, &gt; 0, or null if they are not.</param>
public sealed record Observation(
    int Trial, Assignment Assignment, double? Objective, int? Rung, OutcomeValues? Outcomes = null,
    double? Violation = null);
