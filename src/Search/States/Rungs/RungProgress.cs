using System.Text.Json.Serialization;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Rungs;

/// <summary>How far a trial has come. It stays with the trial from one attempt to the next.</summary>
/// <param name="Bracket">The trial's bracket, from 0.</param>
/// <param name="Rung">The last rung that the trial reached, from 0.</param>
/// <param name="Result">The result that counts there, as in the rung's table.</param>
/// <param name="Objective">The objective there, or null if it was not finite.</param>
/// <param name="Best">
/// The best score so far, smaller is better: of all its reports if rungs are counted in reports, otherwise of its
/// rungs.
/// </param>
/// <param name="Sum">The sum of the scores at all its rungs.</param>
/// <param name="Reached">
/// The number of rungs at which the trial has a result: fewer than Rung + 1 if it reported so rarely that it skipped
/// some.
/// </param>
/// <param name="Outcomes">
/// The values there of the metrics besides the first objective, as far as they are known.
/// </param>
[JsonConverter(typeof(RungProgressJsonConverter))]
public sealed record RungProgress(
    int Bracket, int Rung, RungResult Result, double? Objective, double Best, double Sum, int Reached,
    OutcomeValues? Outcomes = null);
