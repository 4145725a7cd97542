using Experiments.Training.Trained;

namespace Experiments.Client.Looking;

/// <summary>Chooses among more units than there is room for.</summary>
internal static class StrongestUnits
{
    /// <summary>
    /// Numbers of the units with the largest weights by their sum of squares, in their own order; all where there is room.
    /// </summary>
    public static IReadOnlyList<int> Find(WeightImages weights, int most) =>
    [
        .. Enumerable.Range(0, weights.Images.Length)
            .OrderByDescending(unit => weights.Images[unit].Sum(weight => (double)weight * weight)).Take(most).Order(),
    ];
}
