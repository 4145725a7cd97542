namespace Experiments.Search.States.Trials;

/// <summary>A completed trial of a search with several objectives that no other completed trial dominates.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Scores">The scores of its objectives in order, smaller is better.</param>
/// <param name="Violation">How far it is outside of limits, &gt; 0, or null if it keeps them.</param>
public sealed record FrontTrial(int Trial, OutcomeValues Scores, double? Violation = null);
