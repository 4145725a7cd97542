using System.Text.Json.Serialization;

namespace Experiments.Search.States.Rungs;

/// <summary>The result of a trial at a rung. Sorts by score, best first, then by trial number.</summary>
/// <param name="Score">Smaller is better, whatever the goal; infinity if the objective was not finite.</param>
/// <param name="Trial">The trial's number.</param>
[JsonConverter(typeof(RungResultJsonConverter))]
public readonly record struct RungResult(double Score, int Trial) : IComparable<RungResult>
{
    /// <inheritdoc/>
    public int CompareTo(RungResult other) =>
        Score.CompareTo(other.Score) is not 0 and var order ? order : Trial.CompareTo(other.Trial);
}
