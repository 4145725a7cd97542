using System.Text.Json.Serialization;

namespace Experiments.Search.States.Rungs;

/// <summary>How far a trial came. It goes with the trial from one attempt to the next.</summary>
/// <param name="Bracket">Its bracket, from 0.</param>
/// <param name="Rung">The last rung that it reached, from 0.</param>
/// <param name="Result">What counted for it there, as the rung's table has it.</param>
/// <param name="Objective">Its objective there; null where it was not finite.</param>
/// <param name="Best">The best score so far, smaller is better: of all its reports where they are counted, else of its rungs.</param>
/// <param name="Sum">Sum of the scores of all its rungs.</param>
/// <param name="Reached">How many rungs it reached: fewer than Rung + 1 where it reported so seldom that it passed some.</param>
[JsonConverter(typeof(RungProgressJsonConverter))]
public sealed record RungProgress(
    int Bracket, int Rung, RungResult Result, double? Objective, double Best, double Sum, int Reached);
