using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Experiments.Search.Stopping;

/// <summary>
/// All that came to one rung of one bracket, sorted, so that a place in it is found in the logarithm of its size. Each trial
/// counts once.
/// </summary>
/// <param name="Bracket">Which bracket, from 0.</param>
/// <param name="Rung">Which rung of it, from 0.</param>
/// <param name="Factor">One in this many goes on; only resting trials ask for it.</param>
public sealed record RungTable(int Bracket, int Rung, double Factor)
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
                if (Results.IndexOf(Resting[middle]) < Quota) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
