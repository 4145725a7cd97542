using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// All results at one rung of one bracket, sorted, so that a rank is found in logarithmic time. Each trial counts once.
/// </summary>
/// <param name="Bracket">The bracket, from 0.</param>
/// <param name="Rung">The rung of the bracket, from 0.</param>
/// <param name="Factor">One trial in this many continues; 1 if the rule has no such factor.</param>
/// <param name="TiesGoOn">
/// Whether a result that equals the last one among the best is among them too; otherwise only those with the lowest
/// trial numbers are. False in version 1.
/// </param>
public sealed record RungTable(
    int Bracket, int Rung, double Factor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TiesGoOn = false)
{
    /// <summary>The result of each trial.</summary>
    public ImmutableSortedSet<RungResult> Results { get; init; } = [];

    /// <summary>The results of the trials that are paused here.</summary>
    public ImmutableSortedSet<RungResult> Resting { get; init; } = [];

    /// <summary>The best of the trials that are paused here. There must be one.</summary>
    [JsonIgnore]
    public RungResult BestResting => HasSeveral ? Resting.MinBy(result => (Rank(result), result.Trial)) : Resting[0];

    /// <summary>How many of the results, from the best, may continue: the top 1/Factor, rounded down.</summary>
    [JsonIgnore]
    public int Quota => (int)Math.Floor(Results.Count / Factor);

    /// <summary>How many of the trials paused here may continue now.</summary>
    [JsonIgnore]
    public int Promotable
    {
        get
        {
            if (HasSeveral) return Resting.Count(result => IsAmong(result, Quota));
            // Paused trials are sorted as the results are, so those among the best come first.
            var (low, high) = (0, Resting.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (IsAmong(Resting[middle], Quota)) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }

    /// <summary>
    /// Returns whether one of the results is among the best ones, 0 ≤ <paramref name="best"/> ≤ the number of all
    /// results.
    /// </summary>
    public bool IsAmong(RungResult result, int best) => HasSeveral ? Rank(result) < best
        : TiesGoOn
        ? best > 0 && result.CompareValue(Results[best - 1]) <= 0
        : Results.IndexOf(result) < best;

    /// <summary>Whether one of the results is better than another; of equal ones that with the lower number.</summary>
    public bool Leads(RungResult result, RungResult other) => HasSeveral
        ? (Rank(result), result.Trial).CompareTo((Rank(other), other.Trial)) < 0
        : result.CompareTo(other) < 0;

    // Whether there are several objectives.
    private bool HasSeveral => !Results.IsEmpty && Results[0].More is not null;

    private int Rank(RungResult result) => RungOrder.Of(Results).RankOf(result);
}
