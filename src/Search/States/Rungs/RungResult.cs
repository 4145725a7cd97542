using System.Text.Json.Serialization;

namespace Experiments.Search.States.Rungs;

/// <summary>What a trial came to at a rung. Sorts by score, the best first, then by the trial's number.</summary>
/// <param name="Score">Smaller is better, whatever the goal; infinity where the objective was not finite.</param>
/// <param name="Trial">Whose.</param>
[JsonConverter(typeof(RungResultJsonConverter))]
public readonly record struct RungResult(double Score, int Trial) : IComparable<RungResult>
{
    /// <inheritdoc/>
    public int CompareTo(RungResult other) => Score.CompareTo(other.Score) is not 0 and var order ? order : Trial.CompareTo(other.Trial);
}
