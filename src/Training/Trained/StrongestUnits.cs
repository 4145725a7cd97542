namespace Experiments.Training.Trained;

/// <summary>Chooses the units to show if there are more than fit.</summary>
public static class StrongestUnits
{
    /// <summary>
    /// Returns the numbers of the units with the largest sums of squared weights, in ascending order, or of all units
    /// if they fit.
    /// </summary>
    public static IReadOnlyList<int> Find(WeightImages weights, int most) =>
    [
        .. Enumerable.Range(0, weights.Images.Length)
            .OrderByDescending(unit => weights.Images[unit].Sum(weight => (double)weight * weight)).Take(most).Order(),
    ];
}
