using System.Text.Json.Serialization;
using Experiments.Search.States.Trials;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// The result of a trial at a rung. Sorts by violation, then by score, best first, then by trial number.
/// </summary>
/// <param name="Score">Smaller is better, whatever the goal; infinity if the objective was not finite.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Violation">How far the trial is outside of limits there, 0 if it is not.</param>
/// <param name="More">
/// The scores of the objectives besides the first, null for one that is not known there; null if there is one
/// objective. If not, <see cref="RungOrder"/> decides which results are better.
/// </param>
[JsonConverter(typeof(RungResultJsonConverter))]
public readonly record struct RungResult(double Score, int Trial, double Violation = 0, OutcomeValues? More = null)
    : IComparable<RungResult>
{
    /// <inheritdoc/>
    public int CompareTo(RungResult other) =>
        CompareValue(other) is not 0 and var order ? order : Trial.CompareTo(other.Trial);

    /// <summary>Compares as <see cref="CompareTo"/> does, but trials with equal results are equal.</summary>
    public int CompareValue(RungResult other) =>
        Violation.CompareTo(other.Violation) is not 0 and var order ? order : Score.CompareTo(other.Score);
}
