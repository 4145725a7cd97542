using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Experiments.Search.Spaces;

namespace Experiments.Search.States.Rungs;

/// <summary>
/// All that came to one rung of one bracket, sorted, so that a place in it is found in the logarithm of its size. Each trial
/// counts once.
/// </summary>
/// <param name="Bracket">Which bracket, from 0.</param>
/// <param name="Rung">Which rung of it, from 0.</param>
/// <param name="Factor">One in this many goes on; only resting trials ask for it.</param>
/// <param name="TiesGoOn">
/// Whether a result that equals the last one among the best is among them too; otherwise the lowest numbers of such are. False in
/// version 1.
/// </param>
public sealed record RungTable(
    int Bracket, int Rung, double Factor,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool TiesGoOn = false)
{
    /// <summary>What each trial came to.</summary>
    public ImmutableSortedSet<RungResult> Results { get; init; } = [];

    /// <summary>Those of them that rest here.</summary>
    public ImmutableSortedSet<RungResult> Resting { get; init; } = [];

    /// <summary>How many of the results, from the best, may go on: the top 1/Factor, rounded down.</summary>
    [JsonIgnore]
    public int Quota => (int)Math.Floor(Results.Count / Factor);

    /// <summary>How many that rest here may go on now.</summary>
    [JsonIgnore]
    public int Promotable
    {
        get
        {
            // Those that rest are sorted as the results are, so that those among the best come first.
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

    /// <summary>Whether one of the results is among so many of the best, 0 ≤ <paramref name="best"/> ≤ all of them.</summary>
    public bool IsAmong(RungResult result, int best) => TiesGoOn
        ? best > 0 && result.Score <= Results[best - 1].Score
        : Results.IndexOf(result) < best;
}
