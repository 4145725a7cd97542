using System.Text.Json.Serialization;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// The result of a trial at a rung. Sorts by violation, then by score, best first, then by trial number.
/// </summary>
/// <param name="Score">Smaller is better, whatever the goal; infinity if the objective was not finite.</param>
/// <param name="Trial">The trial's number.</param>
/// <param name="Violation">How far the trial is outside of limits there, 0 if it is not.</param>
[JsonConverter(typeof(RungResultJsonConverter))]
public readonly record struct RungResult(double Score, int Trial, double Violation = 0)
    : IComparable<RungResult>
{
    /// <inheritdoc/>
    public int CompareTo(RungResult other) =>
        CompareValue(other) is not 0 and var order ? order : Trial.CompareTo(other.Trial);

    /// <summary>Compares as <see cref="CompareTo"/> does, but trials with equal results are equal.</summary>
    public int CompareValue(RungResult other) =>
        Violation.CompareTo(other.Violation) is not 0 and var order ? order : Score.CompareTo(other.Score);
}
