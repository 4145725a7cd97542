using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Repeats;

/// <summary>The result of one of several trials with the same assignment.</summary>
/// <param name="Objective">The objective, finite.</param>
/// <param name="Violation">How far the trial is outside of limits, &gt; 0, or null if it keeps them.</param>
/// <param name="Outcomes">The values of the metrics that have a limit; null if there are none.</param>
/// <param name="Trial">
/// The number of the trial, or null if the result was recorded before 2026-12-01, without it.
/// </param>
public sealed record RepeatResult(
    double Objective, double? Violation = null, OutcomeValues? Outcomes = null, int? Trial = null);
